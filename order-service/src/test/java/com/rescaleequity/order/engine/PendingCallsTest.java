package com.rescaleequity.order.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.order.trading.message.Outcome;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PendingCallsTest {

    private static final long ACCOUNT = 51;

    private final PendingCalls calls = new PendingCalls(settings(60, 60));

    /** Keeps what it hears. */
    private static final class Heard implements WaitingCall.Receiver {

        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

        @Override
        public void take(Outcome told) {
            outcome.complete(told);
        }

        @Override
        public void fail(Throwable failure) {
            outcome.completeExceptionally(failure);
        }
    }

    @Test
    @Timeout(30)
    void aCallWithoutAReplyFailsInTimeAndLeavesRoom() {
        calls.start();
        Heard heard = new Heard();
        opened(calls.open(ACCOUNT, Urgency.CREATE, heard));

        assertThat(heard.outcome.handle((r, e) -> e))
                .succeedsWithin(30, TimeUnit.SECONDS)
                .isInstanceOf(TimeoutException.class);
        assertThat(calls.inFlight()).isZero();
    }

    @Test
    void aReplyCompletesItsOwnCallOnly() {
        Heard first = new Heard();
        Heard second = new Heard();
        opened(calls.open(ACCOUNT, Urgency.CREATE, first));
        WaitingCall answered = opened(calls.open(ACCOUNT, Urgency.CREATE, second));
        Outcome outcome = someOutcome();

        complete(answered, outcome);

        assertThat(second.outcome).isCompletedWithValue(outcome);
        assertThat(calls.accounts()).isEqualTo(1);
        assertThat(first.outcome).isNotDone();
        assertThat(calls.inFlight()).isEqualTo(1);
    }

    @Test
    void anAnsweredCallIsNeitherTimedOutNorFailed() {
        Heard heard = new Heard();
        WaitingCall call = opened(calls.open(ACCOUNT, Urgency.CREATE, heard));
        Outcome outcome = someOutcome();
        complete(call, outcome);

        calls.expire();
        calls.fail(call, new IllegalStateException());

        assertThat(heard.outcome).isCompletedWithValue(outcome);
        assertThat(calls.inFlight()).isZero();
        assertThat(calls.accounts()).as("nothing stays of an account without calls").isZero();
    }

    @Test
    void cancelsStillFindRoomWhenOrdersDoNot() {
        for (int i = 0; i < 4; i++) {
            opened(open(ACCOUNT + i % 2, Urgency.CREATE));
        }

        assertThat(calls.isFull(Urgency.CREATE)).isTrue();
        assertThat(open(ACCOUNT, Urgency.CREATE)).isNull();
        assertThat(open(ACCOUNT + 2, Urgency.CREATE)).isNull();
        assertThat(open(ACCOUNT + 2, Urgency.AMEND)).isNotNull();
        assertThat(open(ACCOUNT, Urgency.CANCEL)).isNotNull();
    }

    @Test
    void oneAccountLeavesRoomForTheOthers() {
        opened(open(ACCOUNT, Urgency.CREATE));
        opened(open(ACCOUNT, Urgency.CREATE));

        assertThat(open(ACCOUNT, Urgency.CREATE)).isNull();
        assertThat(open(ACCOUNT + 1, Urgency.CREATE)).isNotNull();
        assertThat(open(ACCOUNT, Urgency.CANCEL)).isNotNull();
    }

    @Test
    void aRefusedCallTakesNoRoom() {
        for (int i = 0; i < 3; i++) {
            opened(open(ACCOUNT + i, Urgency.CREATE));
        }
        WaitingCall fourth = opened(open(ACCOUNT, Urgency.CREATE));
        for (int i = 0; i < 10; i++) {
            assertThat(open(ACCOUNT, Urgency.CREATE)).isNull();
        }

        complete(fourth, someOutcome());

        assertThat(calls.inFlight()).isEqualTo(3);
        assertThat(open(ACCOUNT, Urgency.CREATE)).isNotNull();
    }

    @Test
    void whileTheOldestCallWaitsTooLongOnlyCancelsAreTaken() throws InterruptedException {
        PendingCalls slow = new PendingCalls(settings(30_000, 20));
        WaitingCall oldest = opened(slow.open(ACCOUNT, Urgency.CREATE, new Heard()));
        WaitingCall next = opened(slow.open(ACCOUNT, Urgency.CREATE, new Heard()));
        Thread.sleep(30);

        assertThat(slow.open(ACCOUNT, Urgency.CREATE, new Heard())).isNull();
        assertThat(slow.open(ACCOUNT, Urgency.AMEND, new Heard())).isNull();
        WaitingCall cancel = opened(slow.open(ACCOUNT, Urgency.CANCEL, new Heard()));

        slow.complete(List.of(answer(oldest, someOutcome())));
        slow.expire();
        assertThat(slow.isFull(Urgency.CREATE)).as("the second is as old").isTrue();
        slow.complete(List.of(answer(next, someOutcome()), answer(cancel, someOutcome())));
        slow.expire();
        assertThat(slow.open(ACCOUNT, Urgency.CREATE, new Heard())).isNotNull();
    }

    private @Nullable WaitingCall open(long account, Urgency urgency) {
        return calls.open(account, urgency, new Heard());
    }

    private void complete(WaitingCall call, Outcome outcome) {
        calls.complete(List.of(answer(call, outcome)));
    }

    private static PendingCalls.Answer answer(WaitingCall call, Outcome outcome) {
        return new PendingCalls.Answer(call.correlation(), outcome);
    }

    private static WaitingCall opened(@Nullable WaitingCall call) {
        return Objects.requireNonNull(call);
    }

    private static Outcome someOutcome() {
        return new Outcome.TimerSet(1, 2);
    }

    private static EngineSettings settings(long patienceMs, long lagBudgetMs) {
        Map<String, Object> values =
                Map.of(
                        "replyTimeoutMs",
                        patienceMs,
                        "lagTargetMs",
                        100L,
                        "lagBudgetMs",
                        lagBudgetMs,
                        "maxInFlight",
                        4,
                        "cancelReserve",
                        2,
                        "maxInFlightPerAccount",
                        4);
        return (EngineSettings)
                Proxy.newProxyInstance(
                        EngineSettings.class.getClassLoader(),
                        new Class<?>[] {EngineSettings.class},
                        (proxy, method, arguments) -> values.get(method.getName()));
    }
}
