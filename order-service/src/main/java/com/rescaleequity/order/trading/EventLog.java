package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.funds.AccountFunds;
import com.rescaleequity.order.trading.funds.Assets;
import com.rescaleequity.order.trading.message.Balance;
import com.rescaleequity.order.trading.message.BalanceReason;
import com.rescaleequity.order.trading.message.Event;
import com.rescaleequity.order.trading.message.Event.BalancesChanged;
import com.rescaleequity.order.trading.message.Event.BookChanged;
import com.rescaleequity.order.trading.message.Event.FundsMoved;
import com.rescaleequity.order.trading.message.Event.InstrumentSet;
import com.rescaleequity.order.trading.message.Event.OrderChanged;
import com.rescaleequity.order.trading.message.Event.TradeExecuted;
import com.rescaleequity.order.trading.message.EventHash;
import com.rescaleequity.order.trading.message.EventSink;
import com.rescaleequity.order.trading.message.Fill;
import com.rescaleequity.order.trading.message.OrderChange;
import com.rescaleequity.order.trading.message.OrderState;
import com.rescaleequity.order.trading.message.Side;
import com.rescaleequity.order.trading.state.StateReader;
import com.rescaleequity.order.trading.state.StateWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers, hashes and hands out the core's events, and holds the core's time. */
final class EventLog {

    private final Assets assets;
    private final EventHash hash = new EventHash();
    private EventSink sink = (sequence, time, event) -> {};
    private long sequence;
    private long now;
    private @Nullable WorkingOrder lastOrder;
    private @Nullable OrderState lastState;

    EventLog(Assets assets) {
        this.assets = assets;
    }

    /** Says where the events of the next command go. */
    void begin(EventSink commandSink) {
        sink = commandSink;
    }

    /** Lets time pass; it never goes back. */
    void advance(long timeMillis) {
        now = Math.max(now, timeMillis);
    }

    void write(StateWriter state) {
        state.number(sequence);
        state.number(hash.value());
        state.number(now);
    }

    void read(StateReader state) {
        sequence = state.number();
        hash.restore(state.number());
        now = state.number();
    }

    long sequence() {
        return sequence;
    }

    long hash() {
        return hash.value();
    }

    long now() {
        return now;
    }

    // One for each kind of event: who makes one knows its kind, and the hash need not ask for it.

    void add(TradeExecuted event) {
        hash.add(now, event);
        handOut(event);
    }

    void add(FundsMoved event) {
        hash.add(now, event);
        handOut(event);
    }

    void add(InstrumentSet event) {
        hash.add(now, event);
        handOut(event);
    }

    private void add(OrderChanged event) {
        hash.add(now, event);
        handOut(event);
    }

    private void add(BookChanged event) {
        hash.add(now, event);
        handOut(event);
    }

    private void add(BalancesChanged event) {
        hash.add(now, event);
        handOut(event);
    }

    private void handOut(Event event) {
        sink.accept(++sequence, now, event);
    }

    void orderChanged(OrderChange change, WorkingOrder order, @Nullable Fill fill) {
        long ordersSequence = order.account().nextOrdersSequence();
        OrderState state = order.state();
        add(new OrderChanged(change, state, fill, ordersSequence));
        lastOrder = order;
        lastState = state;
    }

    /** An order all of whose changes have been told, as it was told last. */
    OrderState told(WorkingOrder order) {
        return order == lastOrder && lastState != null ? lastState : order.state();
    }

    /** Tells the total of a price level as it is now. */
    void bookChanged(Market market, Side side, long priceTicks) {
        long quantity = market.quantity(market.side(side).lots(priceTicks));
        long price = market.price(priceTicks);
        add(new BookChanged(market.symbol(), side, price, quantity, market.nextBookSequence()));
    }

    /** Tells the balance that an order's hold is part of. */
    void holdChanged(WorkingOrder order) {
        Account account = order.account();
        balancesChanged(
                account,
                BalanceReason.ORDER,
                order.orderId(),
                List.of(balance(account.funds(), order.heldAsset())));
    }

    /** Tells both balances of an account that traded. */
    void traded(Account account, Market market, long tradeId) {
        balancesChanged(
                account,
                BalanceReason.TRADE,
                tradeId,
                List.of(
                        balance(account.funds(), market.baseAsset()),
                        balance(account.funds(), market.quoteAsset())));
    }

    /** Tells the balance that the fees of a trade went to. */
    void feesCredited(Account account, int asset, long tradeId) {
        balancesChanged(
                account, BalanceReason.TRADE, tradeId, List.of(balance(account.funds(), asset)));
    }

    private void balancesChanged(
            Account account, BalanceReason reason, long causeId, List<Balance> balances) {
        add(
                new BalancesChanged(
                        account.id(),
                        reason,
                        causeId,
                        "",
                        balances,
                        account.nextBalancesSequence()));
    }

    /** Tells a balance that money from or to the outside changed. */
    void fundsMoved(Account account, int asset, String reference) {
        add(
                new BalancesChanged(
                        account.id(),
                        BalanceReason.FUNDS_MOVE,
                        0,
                        reference,
                        List.of(balance(account.funds(), asset)),
                        account.nextBalancesSequence()));
    }

    private Balance balance(AccountFunds funds, int asset) {
        return new Balance(assets.name(asset), funds.available(asset), funds.held(asset));
    }
}
