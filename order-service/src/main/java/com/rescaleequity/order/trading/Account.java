package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.funds.AccountFunds;
import com.rescaleequity.order.trading.funds.UnitMath;
import com.rescaleequity.order.trading.message.AccountState;
import com.rescaleequity.order.trading.message.ClientOrderId;
import com.rescaleequity.order.trading.state.StateReader;
import com.rescaleequity.order.trading.state.StateWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One account as the core sees it: its funds, its open orders in the order of their ids, the client
 * order ids it has used, and the numbers of its private streams.
 */
final class Account {

    private final long id;
    private final AccountFunds funds = new AccountFunds();
    private final ClientOrderIds clientOrderIds;
    private @Nullable AccountOrder oldestOrder;
    private @Nullable AccountOrder newestOrder;
    private int[] activeOrders = new int[4];
    private int[] pendingStops = new int[4];
    private long makerShare = UnitMath.ONE;
    private long takerShare = UnitMath.ONE;
    private AccountState state = AccountState.ACTIVE;
    private long cancelAllAt;
    private long ordersSequence;
    private long tradesSequence;
    private long balancesSequence;

    Account(long id, long labelSecret) {
        this.id = id;
        this.clientOrderIds = new ClientOrderIds(id, labelSecret);
    }

    long id() {
        return id;
    }

    AccountFunds funds() {
        return funds;
    }

    ClientOrderIds clientOrderIds() {
        return clientOrderIds;
    }

    /** The order that has a client order id or had it not long ago, or 0. */
    long orderId(ClientOrderId clientOrderId) {
        return clientOrderId.isNone() ? 0 : clientOrderIds.orderId(clientOrderId, oldestOrder);
    }

    /** A client order id that the account has not used, made of an order's own id. */
    ClientOrderId freeClientOrderId(long orderId) {
        ClientOrderId free = ClientOrderId.of(orderId);
        while (orderId(free) != 0) {
            free = ClientOrderId.of("-" + free.text());
        }
        return free;
    }

    AccountState state() {
        return state;
    }

    void state(AccountState newState) {
        state = newState;
    }

    /** When the timer cancels all its orders; 0 = never. */
    long cancelAllAt() {
        return cancelAllAt;
    }

    void cancelAllAt(long time) {
        cancelAllAt = time;
    }

    void setFeeShares(long maker, long taker) {
        makerShare = maker;
        takerShare = taker;
    }

    /** The fraction of a trade's value that the account pays in a market as taker. */
    long takerRate(Market market) {
        return share(market.instrument().takerFee(), takerShare);
    }

    /** As maker; never more than as taker, which is what orders reserve. */
    long makerRate(Market market) {
        return Math.min(share(market.instrument().makerFee(), makerShare), takerRate(market));
    }

    private static long share(long rate, long share) {
        return share == UnitMath.ONE ? rate : UnitMath.fractionUp(rate, share);
    }

    /** The first of the account's open orders; each knows the next. */
    @Nullable AccountOrder oldestOrder() {
        return oldestOrder;
    }

    int activeOrders(Market market) {
        return market.index() < activeOrders.length ? activeOrders[market.index()] : 0;
    }

    int pendingStops(Market market) {
        return market.index() < pendingStops.length ? pendingStops[market.index()] : 0;
    }

    void changeActiveOrders(Market market, int change) {
        reach(market.index());
        activeOrders[market.index()] += change;
    }

    void changePendingStops(Market market, int change) {
        reach(market.index());
        pendingStops[market.index()] += change;
    }

    void append(AccountOrder order) {
        order.older = newestOrder;
        if (newestOrder == null) {
            oldestOrder = order;
        } else {
            newestOrder.newer = order;
        }
        newestOrder = order;
    }

    void remove(AccountOrder order) {
        if (order.older == null) {
            oldestOrder = order.newer;
        } else {
            order.older.newer = order.newer;
        }
        if (order.newer == null) {
            newestOrder = order.older;
        } else {
            order.newer.older = order.older;
        }
        order.older = null;
        order.newer = null;
    }

    long nextOrdersSequence() {
        return ++ordersSequence;
    }

    long nextTradesSequence() {
        return ++tradesSequence;
    }

    long nextBalancesSequence() {
        return ++balancesSequence;
    }

    /** Writes all but the orders, which are written by themselves. */
    void write(StateWriter state, int assets) {
        state.number(id);
        funds.write(state, assets);
        clientOrderIds.write(state);
        state.number(makerShare);
        state.number(takerShare);
        state.word(this.state);
        state.number(cancelAllAt);
        state.number(ordersSequence);
        state.number(tradesSequence);
        state.number(balancesSequence);
    }

    /** Takes over what was written behind the id. */
    void read(StateReader state, int assets) {
        funds.read(state, assets);
        clientOrderIds.read(state);
        makerShare = state.number();
        takerShare = state.number();
        this.state = state.word(AccountState.values());
        cancelAllAt = state.number();
        ordersSequence = state.number();
        tradesSequence = state.number();
        balancesSequence = state.number();
    }

    private void reach(int market) {
        if (market >= activeOrders.length) {
            activeOrders = Arrays.copyOf(activeOrders, 2 * market);
            pendingStops = Arrays.copyOf(pendingStops, 2 * market);
        }
    }
}
