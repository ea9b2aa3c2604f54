package com.rescaleequity.platform.follower;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.runtime.CallerContext;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How far along the command log somebody has come, and who waits for it to come further. A waiter
 * that goes costs no more than one that is served, however many wait.
 */
public final class Coverage {

    /** What {@link #firstAwaited()} says when nobody waits. */
    static final long NOBODY = Long.MAX_VALUE;

    /** Whoever waits: in the order of what they wait for, then of their coming. */
    private record Waiter(long offset, long number) implements Comparable<Waiter> {

        @Override
        public int compareTo(Waiter other) {
            int byOffset = Long.compare(offset, other.offset);
            return byOffset != 0 ? byOffset : Long.compare(number, other.number);
        }
    }

    private final ConcurrentSkipListMap<Waiter, CompletableFuture<Void>> waiters =
            new ConcurrentSkipListMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private volatile long offset = -1;
    private volatile long movedAt = System.nanoTime();
    private volatile @Nullable Thread parked;
    private long furthest = -1;

    /** The last covered offset of the command log, -1 at the beginning. */
    public long offset() {
        return offset;
    }

    /** Time since something was last covered, in milliseconds; the log has heartbeats. */
    public long ageMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - movedAt);
    }

    /** Moves forward and wakes whoever waited for it. Called by one thread. */
    public void advance(long covered) {
        if (covered <= offset) {
            return;
        }
        moveTo(covered);
    }

    /**
     * Stands where somebody's database says that it is, which a crash may have set back. Called by
     * the thread that advances.
     */
    void restart(long covered) {
        moveTo(covered);
    }

    // Standing again where one stood before is no news.
    private void moveTo(long covered) {
        offset = covered;
        if (covered > furthest) {
            furthest = covered;
            movedAt = System.nanoTime();
        }
        wake();
    }

    /** Completes, on the caller's context, once the offset is covered; 503 when it takes longer. */
    public Uni<Void> await(long wanted, Duration patience) {
        if (offset >= wanted) {
            return Uni.createFrom().voidItem();
        }
        CompletableFuture<Void> future = new CompletableFuture<>();
        Waiter waiter = new Waiter(wanted, numbers.incrementAndGet());
        waiters.put(waiter, future);
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
        Map.Entry<Waiter, CompletableFuture<Void>> first = waiters.firstEntry();
        return first == null ? NOBODY : first.getKey().offset();
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
        Map.Entry<Waiter, CompletableFuture<Void>> first = waiters.firstEntry();
        while (first != null && first.getKey().offset() <= offset) {
            if (waiters.remove(first.getKey(), first.getValue())) {
                first.getValue().complete(null);
            }
            first = waiters.firstEntry();
        }
    }
}
