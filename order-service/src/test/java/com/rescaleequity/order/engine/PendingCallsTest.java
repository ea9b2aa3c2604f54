package com.rescaleequity.order.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.order.trading.message.Outcome;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PendingCallsTest {

    private static final long ACCOUNT = 51;

    private final PendingCalls calls = new PendingCalls(settings(60, 60));

    @Test
    @Timeout(30)
    void aCallWithoutAReplyFailsInTimeAndLeavesRoom() {
        calls.start();
        PendingCalls.Call call = opened(calls.open(ACCOUNT, false));

        assertThat(call.outcome().completeOnTimeout(null, 30, TimeUnit.SECONDS).handle((r, e) -> e))
                .succeedsWithin(30, TimeUnit.SECONDS)
                .satisfies(e ->
                        assertThat(e instanceof CompletionException ? e.getCause() : e)
                                .isInstanceOf(TimeoutException.class));
        while (calls.inFlight() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aReplyCompletesItsOwnCallOnly() {
        PendingCalls.Call first = opened(calls.open(ACCOUNT, false));
        PendingCalls.Call second = opened(calls.open(ACCOUNT, false));
        Outcome outcome = someOutcome();

        calls.complete(second.correlation(), outcome);

        assertThat(second.outcome()).isCompletedWithValue(outcome);
        assertThat(calls.accounts()).isEqualTo(1);
        assertThat(first.outcome()).isNotDone();
        assertThat(calls.inFlight()).isEqualTo(1);
    }

    @Test
    void anAnsweredCallIsNotTimedOut() {
        PendingCalls.Call call = opened(calls.open(ACCOUNT, false));
        Outcome outcome = someOutcome();
        calls.complete(call.correlation(), outcome);

        calls.expire();

        assertThat(call.outcome()).isCompletedWithValue(outcome);
        assertThat(calls.accounts()).as("nothing stays of an account without calls").isZero();
    }

    @Test
    void cancelsStillFindRoomWhenOrdersDoNot() {
        for (int i = 0; i < 4; i++) {
            opened(calls.open(ACCOUNT, false));
        }

        assertThat(calls.open(ACCOUNT, false)).isNull();
        assertThat(calls.open(ACCOUNT + 1, false)).isNull();
        assertThat(calls.open(ACCOUNT, true)).isNotNull();
    }

    @Test
    void aRefusedCallTakesNoRoom() {
        for (int i = 0; i < 3; i++) {
            opened(calls.open(ACCOUNT + i, false));
        }
        PendingCalls.Call fourth = opened(calls.open(ACCOUNT, false));
        for (int i = 0; i < 10; i++) {
            assertThat(calls.open(ACCOUNT, false)).isNull();
        }

        calls.complete(fourth.correlation(), someOutcome());

        assertThat(calls.inFlight()).isEqualTo(3);
        assertThat(calls.open(ACCOUNT, false)).isNotNull();
    }

    @Test
    void whileTheOldestCallWaitsTooLongOnlyCancelsAreTaken() throws InterruptedException {
        PendingCalls slow = new PendingCalls(settings(30_000, 20));
        PendingCalls.Call oldest = opened(slow.open(ACCOUNT, false));
        opened(slow.open(ACCOUNT, false));
        Thread.sleep(30);

        assertThat(slow.open(ACCOUNT, false)).isNull();
        PendingCalls.Call cancel = opened(slow.open(ACCOUNT, true));

        slow.complete(oldest.correlation(), someOutcome());
        slow.expire();
        assertThat(slow.open(ACCOUNT, false)).as("the second is as old").isNull();
        slow.complete(oldest.correlation() + 1, someOutcome());
        slow.complete(cancel.correlation(), someOutcome());
        slow.expire();
        assertThat(slow.open(ACCOUNT, false)).isNotNull();
    }

    private static PendingCalls.Call opened(PendingCalls.@Nullable Call call) {
        return Objects.requireNonNull(call);
    }

    private static Outcome someOutcome() {
        return new Outcome.TimerSet(1, 2);
    }

    private static EngineSettings settings(long patienceMs, long lagBudgetMs) {
        Map<String, Object> values =
                Map.of(
                        "replyTimeoutMs", patienceMs,
                        "lagBudgetMs", lagBudgetMs,
                        "maxInFlight", 4,
                        "cancelReserve", 2,
                        "maxInFlightPerAccount", 4);
        return (EngineSettings)
                Proxy.newProxyInstance(
                        EngineSettings.class.getClassLoader(),
                        new Class<?>[] {EngineSettings.class},
                        (proxy, method, arguments) -> values.get(method.getName()));
    }
}
