package com.rescaleequity.order.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.order.trading.TradingCore;
import com.rescaleequity.order.trading.message.OrderState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Nobody's questions hold up the core, or take all the room there is. */
class CoreQuestionsTest {

    private final CoreQuestions questions = new CoreQuestions();
    private final TradingCore core = new TradingCore();

    @Test
    void aQuestionIsAnsweredBetweenTwoBatches() {
        CompletableFuture<Long> answer = questions.ask(1, TradingCore::sequence);

        assertThat(answer).isNotDone();
        questions.answer(core);

        assertThat(answer).isCompletedWithValue(0L);
        assertThat(questions.isWaiting()).isFalse();
    }

    @Test
    void aQuestionThatFailsIsNobodyElsesMatter() {
        CompletableFuture<Long> bad =
                questions.ask(
                        1,
                        asked -> {
                            throw new IllegalStateException("bad");
                        });
        CompletableFuture<Long> good = questions.ask(1, TradingCore::sequence);

        questions.answer(core);
        questions.answer(core);

        assertThat(bad).isCompletedExceptionally();
        assertThat(good).isCompletedWithValue(0L);
    }

    @Test
    void oneAccountLeavesRoomForTheOthersAndAllTogetherAreBounded() {
        for (int i = 0; i < CoreQuestions.MOST_OF_ACCOUNT; i++) {
            assertThat(questions.ask(1, TradingCore::sequence)).isNotNull();
        }
        assertThat(questions.ask(1, TradingCore::sequence)).isNull();
        for (int i = CoreQuestions.MOST_OF_ACCOUNT; i < CoreQuestions.MOST; i++) {
            assertThat(questions.ask(i, TradingCore::sequence)).isNotNull();
        }
        assertThat(questions.ask(0, TradingCore::sequence)).isNull();
    }

    @Test
    void aListOfOpenOrdersIsMadeOnceForAllWhoWaitForIt() {
        CompletableFuture<List<OrderState>> first = questions.openOrders(1);

        for (int i = 0; i < 2 * CoreQuestions.MOST_OF_ACCOUNT; i++) {
            assertThat(questions.openOrders(1)).isSameAs(first);
        }
        assertThat(questions.openOrders(2)).isNotSameAs(first);
        questions.answer(core);

        assertThat(first).isCompletedWithValue(List.of());
        assertThat(questions.openOrders(1)).isNotSameAs(first).isNotDone();
    }

    @Test
    void commandsComeBeforeTheRestOfLongQuestions() {
        List<CompletableFuture<Long>> answers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            answers.add(
                    questions.ask(
                            i,
                            asked -> {
                                LockSupport.parkNanos(5_000_000);
                                return asked.sequence();
                            }));
        }
        questions.answer(core);

        assertThat(answers.get(0)).isDone();
        assertThat(answers.get(2)).isNotDone();
        assertThat(questions.isWaiting()).isTrue();
    }
}
