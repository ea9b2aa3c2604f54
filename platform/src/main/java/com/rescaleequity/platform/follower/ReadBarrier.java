package com.rescaleequity.platform.follower;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.runtime.CallerContext;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;

/**
 * Makes a read wait until everything that was in the command log when it arrived is visible: a
 * client reads its own writes, on every replica, or gets a 503 and never a stale answer.
 */
public final class ReadBarrier {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final LogEnd logEnd;
    private final Coverage coverage;

    /**
     * A barrier over somebody's progress.
     *
     * @param coverage of the follower or core that serves the read
     */
    public ReadBarrier(LogEnd logEnd, Coverage coverage) {
        this.logEnd = logEnd;
        this.coverage = coverage;
    }

    /** Completes on the caller's context when the read may go ahead. */
    public Uni<Void> await() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        return CallerContext.onCaller(
                        logEnd.newest()
                                .ifNoItem()
                                .after(PATIENCE)
                                .failWith(ReadBarrier::unreachable)
                                .onFailure(KafkaException.class)
                                .transform(e -> unreachable()))
                .chain(newest -> coverage.await(newest, until(deadline)));
    }

    private static Duration until(long deadline) {
        return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    }

    private static ApiException unreachable() {
        return ApiException.unavailable("The log cannot be reached; retry.", 1000);
    }
}
