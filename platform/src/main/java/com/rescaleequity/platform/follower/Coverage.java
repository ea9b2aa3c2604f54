package com.rescaleequity.platform.follower;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.runtime.CallerContext;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** How far along the command log somebody has come, and who waits for it to come further. */
public final class Coverage {

    /** What {@link #firstAwaited()} says when nobody waits. */
    static final long NOBODY = Long.MAX_VALUE;

    private record Waiter(long offset, CompletableFuture<Void> future) {}

    private final PriorityBlockingQueue<Waiter> waiters =
            new PriorityBlockingQueue<>(64, Comparator.comparingLong(Waiter::offset));
    private volatile long offset = -1;
    private volatile @Nullable Thread parked;

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

    /**
     * Stands where somebody's database says that it is, which a crash may have set back. Called by
     * the thread that advances.
     */
    void restart(long covered) {
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
        LockSupport.unpark(parked);
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
        return CallerContext.onCaller(Uni.createFrom().completionStage(future))
                .onFailure(TimeoutException.class)
                .transform(e ->
                        ApiException.unavailable(
                                "This read would be stale; retry in a moment.", 1000));
    }

    /** The first offset that somebody waits for, {@link #NOBODY} when nobody does. */
    long firstAwaited() {
        Waiter first = waiters.peek();
        return first == null ? NOBODY : first.offset();
    }

    /**
     * Lets the thread that advances rest until somebody waits; says whether the whole time passed.
     */
    boolean parkUntilAwaited(long nanos) {
        long until = System.nanoTime() + nanos;
        parked = Thread.currentThread();
        try {
            long left = nanos;
            while (left > 0 && waiters.isEmpty()) {
                LockSupport.parkNanos(this, left);
                left = until - System.nanoTime();
            }
            return left <= 0;
        } finally {
            parked = null;
        }
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
