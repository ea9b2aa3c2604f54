package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.platform.runtime.Worker;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The calls of this replica whose commands are on their way through the log. */
final class PendingCalls implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /**
     * One waiting call.
     *
     * @param correlation names it in the log
     */
    record Call(long correlation, CompletableFuture<Outcome> outcome) {}

    private record Aging(CompletableFuture<Outcome> outcome, long since) {}

    private final Map<Long, CompletableFuture<Outcome>> calls = new ConcurrentHashMap<>();
    // Only accounts that have calls under way.
    private final Map<Long, Integer> perAccount = new ConcurrentHashMap<>();
    private final AtomicLong correlations = new AtomicLong();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Queue<Aging> byAge = new ConcurrentLinkedQueue<>();
    private final Worker worker = new Worker("call-timeouts", this::round);
    private final EngineSettings settings;
    private final long patience;
    private final long lagBudget;

    PendingCalls(EngineSettings settings) {
        this.settings = settings;
        patience = TimeUnit.MILLISECONDS.toNanos(settings.replyTimeoutMs());
        lagBudget = TimeUnit.MILLISECONDS.toNanos(settings.lagBudgetMs());
    }

    /** Begins to fail calls that wait too long. */
    void start() {
        worker.start();
    }

    @Override
    public void close() {
        worker.close();
    }

    private void round() throws InterruptedException {
        worker.pause(LOOK_EVERY);
        expire();
    }

    /**
     * Admits a call, or returns null when there are too many under way or the oldest of them says
     * that this replica is too far behind its log; cancels still get in then.
     */
    @Nullable Call open(long accountId, boolean cancel) {
        if (!cancel && isBehind()) {
            return null;
        }
        int reserve = cancel ? settings.cancelReserve() : 0;
        if (!takeBelow(settings.maxInFlight() + reserve, inFlight)) {
            return null;
        }
        if (!takeOwn(settings.maxInFlightPerAccount() + reserve, accountId)) {
            inFlight.decrementAndGet();
            return null;
        }
        long correlation = correlations.incrementAndGet();
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        calls.put(correlation, outcome);
        outcome.whenComplete((done, failure) -> {
            calls.remove(correlation);
            release(accountId);
        });
        byAge.add(new Aging(outcome, System.nanoTime()));
        return new Call(correlation, outcome);
    }

    /** Hands the outcome to whoever waits for it. */
    void complete(long correlation, Outcome outcome) {
        CompletableFuture<Outcome> call = calls.get(correlation);
        if (call != null) {
            call.complete(outcome);
        }
    }

    /**
     * Fails the calls that have waited too long. One look at the oldest now and then costs less
     * than a timer for each.
     */
    void expire() {
        long now = System.nanoTime();
        for (Aging oldest = byAge.peek();
                oldest != null && (oldest.outcome().isDone() || now - oldest.since() >= patience);
                oldest = byAge.peek()) {
            byAge.poll();
            oldest.outcome().completeExceptionally(new TimeoutException());
        }
    }

    int inFlight() {
        return inFlight.get();
    }

    private boolean isBehind() {
        Aging oldest = byAge.peek();
        return oldest != null
                && !oldest.outcome().isDone()
                && System.nanoTime() - oldest.since() > lagBudget;
    }

    /** Counts one more, unless there are as many as there may be: a refused call takes no room. */
    private static boolean takeBelow(int limit, AtomicInteger count) {
        int taken = count.get();
        while (taken < limit) {
            int seen = count.compareAndExchange(taken, taken + 1);
            if (seen == taken) {
                return true;
            }
            taken = seen;
        }
        return false;
    }

    /** Counts one more of an account, unless it has as many as it may. */
    private boolean takeOwn(int limit, long accountId) {
        boolean[] taken = new boolean[1];
        perAccount.compute(
                accountId,
                (id, count) -> {
                    int before = count == null ? 0 : count;
                    taken[0] = before < limit;
                    return taken[0] ? Integer.valueOf(before + 1) : count;
                });
        return taken[0];
    }

    private void release(long accountId) {
        inFlight.decrementAndGet();
        perAccount.computeIfPresent(accountId, (id, count) -> count == 1 ? null : count - 1);
    }

    /** How many accounts have calls under way. */
    int accounts() {
        return perAccount.size();
    }
}
