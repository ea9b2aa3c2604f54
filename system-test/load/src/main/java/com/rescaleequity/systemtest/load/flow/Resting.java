package com.rescaleequity.systemtest.load.flow;

import com.rescaleequity.systemtest.load.loop.Script;
import com.rescaleequity.systemtest.load.wire.Answer;
import com.rescaleequity.systemtest.load.wire.Call;

/** Places an order that rests, amends it some times, cancels it, and begins again. */
final class Resting implements Script {

    private final Orders orders;
    private final String key;
    private final boolean buys;
    private final int amends;
    private String orderId = "";
    private boolean placing;
    private int amended;

    Resting(Orders orders, String key, boolean buys, int amends) {
        this.orders = orders;
        this.key = key;
        this.buys = buys;
        this.amends = amends;
    }

    @Override
    public Call next() {
        placing = orderId.isEmpty();
        if (placing) {
            return orders.resting(key, buys);
        }
        if (amended < amends) {
            amended++;
            return orders.amend(key, buys, orderId, amended % 2 == 1);
        }
        Call cancel = Orders.cancel(key, orderId);
        orderId = "";
        amended = 0;
        return cancel;
    }

    @Override
    public void answered(Answer answer) {
        if (placing && answer.ok()) {
            orderId = answer.orderId();
        }
    }
}
