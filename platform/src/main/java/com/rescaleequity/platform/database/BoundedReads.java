package com.rescaleequity.platform.database;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.runtime.CallerContext;
import com.rescaleequity.platform.runtime.OnceAMinute;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Reads of the service's database for callers who wait: none waits longer than its patience, and
 * only so many are under way, however long the database hangs. What it cannot answer is refused
 * with 503, never an error of ours. A read that was given up still counts until the database has
 * answered it: the pool's queue cannot grow behind the backs of those who have gone.
 */
@ApplicationScoped
public class BoundedReads {

    /** Far more than a pool has connections, far less than a client may send. */
    static final int AT_ONCE = 512;

    private static final Logger LOG = Logger.getLogger(BoundedReads.class);

    private final Semaphore places = new Semaphore(AT_ONCE);
    private final OnceAMinute warning = new OnceAMinute();

    /**
     * What a read brings, on the caller's context; 503 when the database fails, is overrun, or
     * takes longer.
     */
    public <T> Uni<T> read(Duration patience, Supplier<Uni<T>> read) {
        return CallerContext.onCaller(
                        Uni.createFrom()
                                .deferred(() -> begin(read))
                                .ifNoItem()
                                .after(patience)
                                .fail())
                .onFailure(BoundedReads::isOfTheDatabase)
                .transform(this::unavailable);
    }

    /** How many reads the database has not answered. */
    int underWay() {
        return AT_ONCE - places.availablePermits();
    }

    private <T> Uni<T> begin(Supplier<Uni<T>> read) {
        if (!places.tryAcquire()) {
            return Uni.createFrom().failure(unavailable("too many reads wait for it"));
        }
        CompletableFuture<T> answer;
        try {
            answer = read.get().subscribeAsCompletionStage();
        } catch (RuntimeException | Error e) {
            places.release();
            throw e;
        }
        var _ = answer.whenComplete((item, failure) -> places.release());
        // Whoever gives up must not end what is under way: it would no longer be counted.
        return Uni.createFrom()
                .emitter(asker ->
                        answer.whenComplete((item, failure) -> {
                            if (failure == null) {
                                asker.complete(item);
                            } else {
                                asker.fail(failure);
                            }
                        }));
    }

    /** What reads the rows may refuse them, or have a bug; neither is the database's. */
    private static boolean isOfTheDatabase(Throwable failure) {
        return !(failure instanceof ApiException)
                && !failure.getClass().getPackageName().equals("java.lang");
    }

    private ApiException unavailable(Object reason) {
        if (warning.isDue()) {
            LOG.warnf("The database does not answer reads: %s", reason);
        }
        return ApiException.unavailable("This cannot be read at the moment; retry.", 1000);
    }
}
