package com.rescaleequity.platform.follower;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.runtime.CallerContext;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.kafka.common.KafkaException;

/**
 * Makes a read wait until everything that was in the command log when it arrived is visible: a
 * client reads its own writes, on every replica. Private reads get a 503 rather than a stale
 * answer; public ones get what is known, with its age.
 */
public final class ReadBarrier {

    /** How long a private read may take in all. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration SHORT_PATIENCE = Duration.ofMillis(250);

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

    /**
     * Completes on the caller's context when the read may go ahead; 503 after three seconds. For
     * what belongs to one account.
     */
    public Uni<Void> await() {
        return await(PATIENCE);
    }

    /**
     * Completes on the caller's context, after 250 ms at the latest and never with a failure: empty
     * when the read shows everything, else the age of what is known, in milliseconds. For what is
     * public, which stays up while the log or the database is slow or gone.
     */
    public Uni<OptionalLong> awaitBriefly() {
        return await(SHORT_PATIENCE)
                .map(covered -> OptionalLong.empty())
                .onFailure()
                .recoverWithItem(() -> OptionalLong.of(coverage.ageMillis()));
    }

    private Uni<Void> await(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        return CallerContext.onCaller(
                        logEnd.newest()
                                .ifNoItem()
                                .after(patience)
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
