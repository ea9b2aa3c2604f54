package com.rescaleequity.systemtest.load.flow;

import com.rescaleequity.systemtest.load.loop.Script;
import com.rescaleequity.systemtest.load.wire.Call;
import com.rescaleequity.systemtest.load.wire.CallKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Who trades what in one stage. Connections in pairs: one buys, one sells; who does what changes
 * from stage to stage, so that nobody runs out.
 */
public final class Traders {

    private static final int AMENDS = 8;

    /** In an overload every so many connections cancel what they placed. */
    private static final int CANCELLERS = 8;

    private final Orders orders;
    private final List<String> keys;
    private final int lanes;
    private final boolean swapped;
    private final Balance balance = new Balance();

    /**
     * The traders of a stage.
     *
     * @param price at which they trade, whole
     * @param keys of the accounts
     * @param lanes how many connections there are
     * @param swapped whether those that bought in the stage before sell now
     */
    public Traders(String symbol, long price, List<String> keys, int lanes, boolean swapped) {
        orders = new Orders(symbol, price);
        this.keys = keys;
        this.lanes = lanes;
        this.swapped = swapped;
    }

    /** How many connections there are. */
    public int lanes() {
        return lanes;
    }

    /** The accounts that a connection trades for; the first is the one that it connects as. */
    public List<String> keysOf(Mix mix, int lane) {
        return switch (mix) {
            case HOT ->
                    List.of(buys(lane) ? keys.getFirst() : keys.get(1 + lane % (keys.size() - 1)));
            case MANY, STORM -> share(lane);
            case ECHO,
                    LIMIT,
                    MIXED,
                    MARKET,
                    AMEND,
                    CANCEL,
                    OVERLOAD,
                    ACCOUNT,
                    OPEN_ORDERS,
                    TICKERS ->
                    List.of(keys.get(lane % keys.size()));
        };
    }

    private List<String> share(int lane) {
        List<String> share = new ArrayList<>();
        for (int i = lane % keys.size(); i < keys.size(); i += lanes) {
            share.add(keys.get(i));
        }
        return share;
    }

    private boolean buys(int lane) {
        return lane % 2 == 0 ^ swapped;
    }

    /** So many orders for each account, to be placed and then cancelled. */
    public OpenOrders openOrders(int perAccount) {
        return new OpenOrders(orders, perAccount);
    }

    /** Places what a storm cancels. */
    public Script placing(OpenOrders open, int lane) {
        return open.placing(keysOf(Mix.STORM, lane), buys(lane));
    }

    /** Cancels it. */
    public Script cancelling(OpenOrders open, int lane) {
        return open.cancelling(keysOf(Mix.STORM, lane));
    }

    /** What one slot of a connection sends. */
    public Script script(Mix mix, int lane) {
        List<String> mine = keysOf(mix, lane);
        String key = mine.getFirst();
        boolean buys = buys(lane);
        return switch (mix) {
            case ECHO -> new Repeated(List.of(orders.echo()));
            case LIMIT, HOT, MANY -> limits(mine, buys);
            case MARKET ->
                    new Repeated(
                            List.of(buys ? orders.market(key, buys) : orders.limit(key, buys)));
            case AMEND -> new Resting(orders, key, buys, AMENDS);
            case CANCEL, STORM -> new Resting(orders, key, buys, 0);
            case OVERLOAD ->
                    lane % CANCELLERS < 2 ? new Resting(orders, key, buys, 0) : limits(mine, buys);
            case MIXED -> mixed(key, buys);
            case ACCOUNT -> new Repeated(List.of(Call.read(CallKind.ACCOUNT, key)));
            case OPEN_ORDERS -> new Repeated(List.of(Call.read(CallKind.OPEN_ORDERS, key)));
            case TICKERS -> new Repeated(List.of(Call.read(CallKind.TICKERS, key)));
        };
    }

    private Script taking(String key) {
        Call call = orders.market(key, true);
        return () -> {
            balance.bought();
            return call;
        };
    }

    private Script limits(List<String> mine, boolean buys) {
        return new Limits(orders, mine, buys, balance);
    }

    /** Of ten calls six are limit orders, one of the buyers' a market order, two amends. */
    private Script mixed(String key, boolean buys) {
        Script limit = limits(List.of(key), buys);
        Script taking = buys ? taking(key) : limit;
        Script resting = new Resting(orders, key, buys, 2);
        List<Script> steps = new ArrayList<>(Collections.nCopies(5, limit));
        steps.add(taking);
        steps.addAll(Collections.nCopies(4, resting));
        return new Cycle(steps);
    }
}
