package com.rescaleequity.platform.follower;

import com.rescaleequity.platform.errors.ApiException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How far along the command log somebody has come, and who waits for it to come further. */
public final class Coverage {

    private record Waiter(long offset, CompletableFuture<Void> future) {}

    private final PriorityBlockingQueue<Waiter> waiters =
            new PriorityBlockingQueue<>(64, Comparator.comparingLong(Waiter::offset));
    private volatile long offset = -1;

    /** The last covered offset of the command log, -1 at the beginning. */
    public long offset() {
        return offset;
    }

    /** Moves forward and wakes whoever waited for it. Called by one thread. */
    public void advance(long covered) {
        if (covered <= offset) {
            return;
        }
        offset = covered;
        wake();
    }

    /** Completes, on the caller's context, once the offset is covered; 503 when it takes longer. */
    public Uni<Void> await(long wanted, Duration patience) {
        if (offset >= wanted) {
            return Uni.createFrom().voidItem();
        }
        CompletableFuture<Void> future = new CompletableFuture<>();
        Waiter waiter = new Waiter(wanted, future);
        waiters.add(waiter);
        if (offset >= wanted) {
            wake();
        }
        // Whoever gives up or goes away must not be kept until the day that the offset comes.
        var _ =
                future.orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS)
                        .whenComplete((done, failure) -> {
                            if (failure != null) {
                                waiters.remove(waiter);
                            }
                        });
        return onCaller(Uni.createFrom().completionStage(future))
                .onFailure(TimeoutException.class)
                .transform(e ->
                        ApiException.unavailable(
                                "This read would be stale; retry in a moment.", 1000));
    }

    /** Continues a Uni on the Vert.x context that subscribes, where there is one. */
    public static <T> Uni<T> onCaller(Uni<T> uni) {
        Context context = Vertx.currentContext();
        return context == null
                ? uni
                : uni.emitOn(command -> context.runOnContext(ignored -> command.run()));
    }

    /** How many wait at this moment. */
    int waiting() {
        return waiters.size();
    }

    private void wake() {
        for (Waiter w = waiters.peek(); w != null && w.offset() <= offset; w = waiters.peek()) {
            if (waiters.remove(w)) {
                w.future().complete(null);
            }
        }
    }
}
