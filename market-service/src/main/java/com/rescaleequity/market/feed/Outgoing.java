package com.rescaleequity.market.feed;

import com.rescaleequity.market.candle.CandleStore.SymbolCandle;
import com.rescaleequity.protocol.market.PublicTrade;
import com.rescaleequity.protocol.trading.Instrument;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Committed facts on their way to the market.* topics, bounded: when Kafka stands still, the
 * follower waits. It also remembers how far publishing has come, for the next commit to store.
 */
@ApplicationScoped
public class Outgoing {

    /**
     * How far publishing has come: every trade up to an event, every candle that closed up to a
     * time.
     */
    public record Mark(long sequence, long time) {}

    /** What one committed batch adds to the topics, and where publishing stands after it. */
    public record Facts(
            List<Instrument> instruments,
            List<PublicTrade> trades,
            List<SymbolCandle> closed,
            Mark mark) {}

    private static final int CAPACITY = 500;

    private final LinkedBlockingQueue<Facts> queue = new LinkedBlockingQueue<>(CAPACITY);
    private volatile boolean open;
    private volatile Mark published = new Mark(0, 0);

    /** The next facts, or null when none came in time. */
    public @Nullable Facts poll(long millis) throws InterruptedException {
        return queue.poll(millis, TimeUnit.MILLISECONDS);
    }

    /** Says that everything up to the mark is on the topics. */
    public void published(Mark mark) {
        published = mark;
    }

    /** Whether this replica publishes: of several, the one that writes the tables. */
    public boolean isOpen() {
        return open;
    }

    /** Another replica writes and publishes. */
    void rest() {
        open = false;
        queue.clear();
    }

    Mark published() {
        return published;
    }

    /** Starts again from what the tables say. */
    void restart(Mark stored) {
        queue.clear();
        published = stored;
        open = true;
    }

    /** Adds facts, waiting for room. */
    void put(Facts facts) {
        try {
            queue.put(facts);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while publishing", e);
        }
    }
}
