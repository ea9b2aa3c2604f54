package com.rescaleequity.order.engine;

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
final class PendingCalls {

    private static final long LOOK_EVERY_MS = 50;

    /**
     * One waiting call.
     *
     * @param correlation names it in the log
     */
    record Call(long correlation, CompletableFuture<Reply> reply) {}

    private record Aging(CompletableFuture<Reply> reply, long since) {}

    private final Map<Long, CompletableFuture<Reply>> calls = new ConcurrentHashMap<>();
    private final Map<Long, AtomicInteger> perAccount = new ConcurrentHashMap<>();
    private final AtomicLong correlations = new AtomicLong();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Queue<Aging> byAge = new ConcurrentLinkedQueue<>();
    private final EngineSettings settings;
    private final long patience;
    private final long lagBudget;

    PendingCalls(EngineSettings settings) {
        this.settings = settings;
        patience = TimeUnit.MILLISECONDS.toNanos(settings.replyTimeoutMs());
        lagBudget = TimeUnit.MILLISECONDS.toNanos(settings.lagBudgetMs());
        Thread.ofPlatform().name("call-timeouts").daemon().start(this::expireAlways);
    }

    private void expireAlways() {
        try {
            while (true) {
                Thread.sleep(LOOK_EVERY_MS);
                expire();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
        AtomicInteger own = perAccount.computeIfAbsent(accountId, id -> new AtomicInteger());
        if (!takeBelow(settings.maxInFlight() + reserve, inFlight)) {
            return null;
        }
        if (!takeBelow(settings.maxInFlightPerAccount() + reserve, own)) {
            inFlight.decrementAndGet();
            return null;
        }
        long correlation = correlations.incrementAndGet();
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        calls.put(correlation, reply);
        reply.whenComplete((done, failure) -> {
            calls.remove(correlation);
            release(own);
        });
        byAge.add(new Aging(reply, System.nanoTime()));
        return new Call(correlation, reply);
    }

    /** Hands the reply to whoever waits for it. */
    void complete(long correlation, Reply reply) {
        CompletableFuture<Reply> call = calls.get(correlation);
        if (call != null) {
            call.complete(reply);
        }
    }

    /**
     * Fails the calls that have waited too long. One look at the oldest now and then costs less
     * than a timer for each.
     */
    void expire() {
        long now = System.nanoTime();
        for (Aging oldest = byAge.peek();
                oldest != null && (oldest.reply().isDone() || now - oldest.since() >= patience);
                oldest = byAge.peek()) {
            byAge.poll();
            oldest.reply().completeExceptionally(new TimeoutException());
        }
    }

    int inFlight() {
        return inFlight.get();
    }

    private boolean isBehind() {
        Aging oldest = byAge.peek();
        return oldest != null
                && !oldest.reply().isDone()
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

    private void release(AtomicInteger own) {
        inFlight.decrementAndGet();
        own.decrementAndGet();
    }
}
