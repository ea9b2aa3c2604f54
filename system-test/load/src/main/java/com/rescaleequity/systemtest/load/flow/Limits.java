package com.rescaleequity.systemtest.load.flow;

import com.rescaleequity.systemtest.load.loop.Script;
import com.rescaleequity.systemtest.load.wire.Call;
import java.util.List;

/** Limit orders of some accounts in turn, on one side of the market as far as the balance goes. */
final class Limits implements Script {

    private final Call[] buying;
    private final Call[] selling;
    private final boolean wanted;
    private final Balance balance;
    private int next;

    Limits(Orders orders, List<String> keys, boolean buys, Balance balance) {
        buying = keys.stream().map(key -> orders.limit(key, true)).toArray(Call[]::new);
        selling = keys.stream().map(key -> orders.limit(key, false)).toArray(Call[]::new);
        wanted = buys;
        this.balance = balance;
    }

    @Override
    public Call next() {
        Call call = (balance.buys(wanted) ? buying : selling)[next];
        next = (next + 1) % buying.length;
        return call;
    }
}
