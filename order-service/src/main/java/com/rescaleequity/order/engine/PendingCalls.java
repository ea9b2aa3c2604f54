package com.rescaleequity.order.engine;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The calls of this replica whose commands are on their way through the log. */
final class PendingCalls {

    /**
     * One waiting call.
     *
     * @param correlation names it in the log
     */
    record Call(long correlation, CompletableFuture<Reply> reply) {}

    private final Map<Long, CompletableFuture<Reply>> calls = new ConcurrentHashMap<>();
    private final Map<Long, AtomicInteger> perAccount = new ConcurrentHashMap<>();
    private final AtomicLong correlations = new AtomicLong();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final EngineSettings settings;

    PendingCalls(EngineSettings settings) {
        this.settings = settings;
    }

    /** Admits a call, or returns null when there are too many under way. */
    @Nullable Call open(long accountId, boolean cancel) {
        int limit = settings.maxInFlight() + (cancel ? settings.cancelReserve() : 0);
        AtomicInteger own = perAccount.computeIfAbsent(accountId, id -> new AtomicInteger());
        int all = inFlight.incrementAndGet();
        int mine = own.incrementAndGet();
        if (all > limit || mine > settings.maxInFlightPerAccount()) {
            release(own);
            return null;
        }
        long correlation = correlations.incrementAndGet();
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        calls.put(correlation, reply);

        reply.orTimeout(settings.replyTimeoutMs(), TimeUnit.MILLISECONDS)
                .whenComplete((done, failure) -> {
                    calls.remove(correlation);
                    release(own);
                });
        return new Call(correlation, reply);
    }

    /** Hands the reply to whoever waits for it. */
    void complete(long correlation, Reply reply) {
        CompletableFuture<Reply> call = calls.get(correlation);
        if (call != null) {
            call.complete(reply);
        }
    }

    int inFlight() {
        return inFlight.get();
    }

    private void release(AtomicInteger own) {
        inFlight.decrementAndGet();
        own.decrementAndGet();
    }
}
