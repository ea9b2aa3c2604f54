package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.TradingCore;
import com.rescaleequity.order.trading.message.OrderState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Questions to the core that change nothing: any thread asks, the core's own answers between two
 * batches of commands. Nobody may have many waiting, all together are bounded, and a round of
 * answers is short, so that questions cannot hold up commands.
 */
final class CoreQuestions {

    static final int MOST = 512;
    static final int MOST_OF_ACCOUNT = 16;

    /** How long a round may take before commands come first again; one question is always taken. */
    private static final long ROUND_NANOS = 1_000_000;

    private record Question<T>(
            long accountId, Function<TradingCore, T> read, CompletableFuture<T> answer) {

        void answer(TradingCore core) {
            try {
                answer.complete(read.apply(core));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }
    }

    private final Deque<Question<?>> waiting = new ArrayDeque<>();
    private final Map<Long, CompletableFuture<List<OrderState>>> lists = new HashMap<>();

    /**
     * Puts a question; null when there is no room for it.
     *
     * @param read must change nothing
     */
    synchronized <T> @Nullable CompletableFuture<T> ask(
            long accountId, Function<TradingCore, T> read) {
        if (waiting.size() >= MOST || waitingOf(accountId) >= MOST_OF_ACCOUNT) {
            return null;
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        waiting.add(new Question<>(accountId, read, answer));
        return answer;
    }

    /**
     * Asks for an account's open orders, oldest first; null when there is no room. All who ask
     * before the answer is looked up share it.
     */
    synchronized @Nullable CompletableFuture<List<OrderState>> openOrders(long accountId) {
        CompletableFuture<List<OrderState>> asked = lists.get(accountId);
        if (asked == null) {
            asked =
                    ask(
                            accountId,
                            core -> {
                                begin(accountId);
                                return core.openOrders(accountId);
                            });
            if (asked != null) {
                lists.put(accountId, asked);
            }
        }
        return asked;
    }

    private synchronized void begin(long accountId) {
        lists.remove(accountId);
    }

    /** Answers what waits, as far as one round goes; on the core's thread. */
    void answer(TradingCore core) {
        long end = System.nanoTime() + ROUND_NANOS;
        for (Question<?> next = take(); next != null; next = take()) {
            next.answer(core);
            if (System.nanoTime() - end >= 0) {
                return;
            }
        }
    }

    /** Whether a round has left some. */
    synchronized boolean isWaiting() {
        return !waiting.isEmpty();
    }

    private synchronized @Nullable Question<?> take() {
        return waiting.poll();
    }

    private int waitingOf(long accountId) {
        int count = 0;
        for (Question<?> question : waiting) {
            if (question.accountId() == accountId) {
                count++;
            }
        }
        return count;
    }
}
