package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.platform.runtime.Worker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The calls of this replica whose commands are on their way through the log. */
final class PendingCalls implements AutoCloseable {

    /** One account takes half of the room at most, however narrow that has become. */
    private static final int SHARE_OF_ACCOUNT = 2;

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /** What the core said to the call that is named in the log. */
    record Answer(long correlation, Outcome outcome) {}

    private final Map<Long, WaitingCall> calls = new ConcurrentHashMap<>();
    // Only accounts that have calls under way.
    private final Map<Long, Integer> perAccount = new ConcurrentHashMap<>();
    private final AtomicLong correlations = new AtomicLong();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Queue<WaitingCall> byAge = new ConcurrentLinkedQueue<>();
    private final Worker worker = new Worker("call-timeouts", this::round);
    private final LoadLimit load;
    private final int mostOfAccount;
    private final int forCancels;
    private final long patience;
    private final long lagBudget;
    private final Counter refused = Metrics.counter("exchange.calls.refused");

    PendingCalls(EngineSettings settings) {
        load =
                new LoadLimit(
                        TimeUnit.MILLISECONDS.toNanos(settings.lagTargetMs()),
                        settings.maxInFlight(),
                        settings.cancelReserve());
        mostOfAccount = settings.maxInFlightPerAccount();
        forCancels = settings.cancelReserve();
        patience = TimeUnit.MILLISECONDS.toNanos(settings.replyTimeoutMs());
        lagBudget = TimeUnit.MILLISECONDS.toNanos(settings.lagBudgetMs());
    }

    /** Begins to fail calls that wait too long, and to show how many there are. */
    void start() {
        Metrics.gauge("exchange.calls.underway", inFlight);
        Metrics.gauge("exchange.calls.limit", load, limit -> limit.room(Urgency.CREATE));
        Metrics.gauge("exchange.calls.lag.seconds", load, limit -> limit.lag() / 1e9);
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
     * Whether a call of this urgency would be refused now. It costs next to nothing, so that it can
     * be asked before anything else is done for a call.
     */
    boolean isFull(Urgency urgency) {
        boolean full =
                inFlight.get() >= load.room(urgency) || (urgency != Urgency.CANCEL && isBehind());
        if (full) {
            load.noteReached();
            refused.increment();
        }
        return full;
    }

    /**
     * Admits a call, or returns null when there are too many under way or the oldest of them says
     * that this replica is too far behind its log; the more urgent still get in then.
     */
    @Nullable WaitingCall open(long accountId, Urgency urgency, WaitingCall.Receiver receiver) {
        if (isFull(urgency) || !takeOwn(accountId, urgency)) {
            return null;
        }
        inFlight.incrementAndGet();
        WaitingCall call = new WaitingCall(correlations.incrementAndGet(), accountId, receiver);
        calls.put(call.correlation(), call);
        byAge.add(call);
        return call;
    }

    /** Hands outcomes to those who wait for them. */
    void complete(List<Answer> answers) {
        long now = System.nanoTime();
        long quickest = Long.MAX_VALUE;
        int count = 0;
        ReplyHop hop = new ReplyHop();
        for (Answer answer : answers) {
            WaitingCall call = take(answer.correlation());
            if (call != null) {
                quickest = Math.min(quickest, now - call.since());
                count++;
                hop.add(call, answer.outcome());
            }
        }
        if (count > 0) {
            load.note(count, quickest, inFlight.get(), now);
            hop.go();
        }
    }

    /** Ends a call that has no outcome. */
    void fail(WaitingCall call, Throwable failure) {
        if (take(call.correlation()) != null) {
            call.fail(failure);
        }
    }

    /**
     * Fails the calls that have waited too long. One look at the oldest now and then costs less
     * than a timer for each.
     */
    void expire() {
        long now = System.nanoTime();
        for (WaitingCall oldest = byAge.peek();
                oldest != null && (!isOpen(oldest) || now - oldest.since() >= patience);
                oldest = byAge.peek()) {
            byAge.poll();
            fail(oldest, new TimeoutException());
        }
    }

    int inFlight() {
        return inFlight.get();
    }

    private boolean isOpen(WaitingCall call) {
        return calls.containsKey(call.correlation());
    }

    private boolean isBehind() {
        WaitingCall oldest = byAge.peek();
        return oldest != null && System.nanoTime() - oldest.since() > lagBudget && isOpen(oldest);
    }

    /** Ends the waiting of a call; null when it has ended before. */
    private @Nullable WaitingCall take(long correlation) {
        WaitingCall call = calls.remove(correlation);
        if (call != null) {
            inFlight.decrementAndGet();
            perAccount.computeIfPresent(
                    call.accountId(), (id, count) -> count == 1 ? null : count - 1);
        }
        return call;
    }

    /** Counts one more of an account, unless it has as many as it may. */
    private boolean takeOwn(long accountId, Urgency urgency) {
        int most =
                urgency == Urgency.CANCEL
                        ? mostOfAccount + forCancels
                        : Math.min(
                                mostOfAccount, Math.max(1, load.room(urgency) / SHARE_OF_ACCOUNT));
        boolean[] taken = new boolean[1];
        perAccount.compute(
                accountId,
                (id, count) -> {
                    int before = count == null ? 0 : count;
                    taken[0] = before < most;
                    return taken[0] ? Integer.valueOf(before + 1) : count;
                });
        return taken[0];
    }

    /** How many accounts have calls under way. */
    int accounts() {
        return perAccount.size();
    }
}
