package com.rescaleequity.systemtest.load.flow;

import com.rescaleequity.systemtest.load.loop.Script;
import com.rescaleequity.systemtest.load.wire.Answer;
import com.rescaleequity.systemtest.load.wire.Call;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What rests for a storm of cancels: first all of it is placed, then all of it is cancelled. */
public final class OpenOrders {

    private final Orders orders;
    private final int perAccount;
    private final Map<String, Integer> placed = new HashMap<>();
    private final Map<String, Deque<String>> resting = new HashMap<>();

    OpenOrders(Orders orders, int perAccount) {
        this.orders = orders;
        this.perAccount = perAccount;
    }

    /** Places so many orders for each of some accounts; other slots may place some of them. */
    Script placing(List<String> keys, boolean buys) {
        return new Script() {
            private String key = "";

            @Override
            public @Nullable Call next() {
                for (String candidate : keys) {
                    if (placed.merge(candidate, 1, Integer::sum) <= perAccount) {
                        key = candidate;
                        return orders.resting(key, buys);
                    }
                }
                return null;
            }

            @Override
            public void answered(Answer answer) {
                if (answer.ok()) {
                    resting.computeIfAbsent(key, any -> new ArrayDeque<>()).add(answer.orderId());
                }
            }
        };
    }

    /** Cancels what some accounts have, until nothing is left. */
    Script cancelling(List<String> keys) {
        return () -> {
            for (String key : keys) {
                Deque<String> left = resting.get(key);
                if (left != null && !left.isEmpty()) {
                    return Orders.cancel(key, left.poll());
                }
            }
            return null;
        };
    }
}
