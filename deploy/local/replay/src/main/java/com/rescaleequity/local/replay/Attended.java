package com.rescaleequity.local.replay;

import com.rescaleequity.local.client.OrderPlacer.OrderRefusedException;
import java.io.IOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every form of replay has around it: somebody at a terminal hears why it ended, and from time
 * to time how far it is.
 */
public final class Attended {

    private static final Logger LOG = LoggerFactory.getLogger(Attended.class);
    private static final long PROGRESS_NANOS = 3_000_000_000L;

    private long lastSaid = System.nanoTime();

    /** A whole replay. */
    @FunctionalInterface
    public interface Replay {
        /** Ends when all of it is traded; fails when the rest makes no sense any more. */
        void run() throws IOException, InterruptedException, OrderRefusedException;
    }

    /** Runs it to its end; a failure is said, and logged whole. */
    public static void run(Replay replay, Consumer<String> say) {
        try {
            replay.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | OrderRefusedException | RuntimeException e) {
            LOG.error("The replay failed", e);
            say.accept("The replay failed: " + e.getMessage());
        }
    }

    /** Whether it is time for a line of progress; then the next one is due some seconds later. */
    public boolean tellNow() {
        if (System.nanoTime() - lastSaid <= PROGRESS_NANOS) {
            return false;
        }
        lastSaid = System.nanoTime();
        return true;
    }
}
