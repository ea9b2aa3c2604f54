package com.rescaleequity.platform.follower;

import com.rescaleequity.platform.errors.ApiException;
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
        return Coverage.onCaller(
                        logEnd.newest()
                                .onFailure(KafkaException.class)
                                .transform(e ->
                                        ApiException.unavailable(
                                                "The log cannot be reached; retry.", 1000)))
                .chain(newest -> coverage.await(newest, PATIENCE));
    }
}
