package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.Outcome.Rejected;
import com.rescaleequity.order.trading.funds.Assets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exchange's state machine: funds, books and orders, changed by commands alone. The same
 * commands at the same times give the same outcomes, events and state everywhere. A refused command
 * changes nothing, and an exception is a bug after which the state must not be used. One thread
 * owns it. All numbers are units of 10^-8.
 */
public final class TradingCore {

    private final Assets assets = new Assets();
    private final EventLog events = new EventLog(assets);
    private final Accounts accounts = new Accounts();
    private final OpenOrders openOrders = new OpenOrders();
    private final Sources sources = new Sources();
    private final Markets markets = new Markets(assets, events);
    private final FundsDesk fundsDesk = new FundsDesk(accounts, assets, markets, events);
    private final OrderEntry orderEntry = new OrderEntry(accounts, assets, events, openOrders);

    /** Applies one command at its append time, and hands its events to the sink. */
    public Outcome apply(CommandEnvelope envelope, long timeMillis, EventSink sink) {
        events.begin(timeMillis, sink);
        @Nullable Outcome notTaken = sources.take(envelope.source(), envelope.sourceNumber());
        if (notTaken != null) {
            return notTaken;
        }
        long deadline = envelope.deadline();
        if (deadline != 0 && deadline < events.now()) {
            return new Rejected(
                    RejectReason.DEADLINE_EXCEEDED, new RejectDetails.Deadline(deadline));
        }
        return switch (envelope.command()) {
            case Command.PlaceOrder place -> orderEntry.place(place, markets.find(place.symbol()));
            case Command.CancelOrder cancel -> orderEntry.cancel(cancel);
            case Command.MoveFunds move -> fundsDesk.move(envelope, move);
            case Command.SetInstrument set -> markets.set(set.instrument());
            case Command.Tick _ -> Outcome.Done.INSTANCE;
            case Command.PlaceOrders _,
                    Command.TestOrder _,
                    Command.AmendOrder _,
                    Command.CancelOrders _,
                    Command.CancelAllOrders _,
                    Command.CancelAllAfter _,
                    Command.SetAccountFees _,
                    Command.SetLogicVersion _ ->
                    throw new UnsupportedOperationException();
        };
    }

    /** The sequence of the last event, 0 before the first. */
    public long sequence() {
        return events.sequence();
    }

    /** The running hash over the fields of all events so far. */
    public long stateHash() {
        return events.hash();
    }

    /** The latest time that any command brought. */
    public long now() {
        return events.now();
    }

    /** An open order, whoever owns it. */
    public @Nullable OrderState order(long orderId) {
        @Nullable WorkingOrder order = openOrders.get(orderId);
        return order == null ? null : order.state();
    }

    /** The account's open order with this client order id. */
    public @Nullable OrderState order(long accountId, String clientOrderId) {
        @Nullable Account account = accounts.find(accountId);
        return account == null ? null : order(account.clientOrderIds().orderId(clientOrderId));
    }

    /** The fills of an open order so far. */
    public List<Fill> fills(long orderId) {
        @Nullable WorkingOrder order = openOrders.get(orderId);
        return order == null ? List.of() : List.copyOf(order.fills());
    }

    /** The account's pending and active orders, oldest first. */
    public List<OrderState> openOrders(long accountId) {
        List<OrderState> states = new ArrayList<>();
        @Nullable Account account = accounts.find(accountId);
        @Nullable WorkingOrder order = account == null ? null : account.oldestOrder();
        for (; order != null; order = order.newerInAccount) {
            states.add(order.state());
        }
        return states;
    }

    /** Every instrument, in the order of listing. */
    public List<Instrument> instruments() {
        return markets.all().stream().map(Market::instrument).toList();
    }

    public @Nullable Instrument instrument(String symbol) {
        @Nullable Market market = markets.find(symbol);
        return market == null ? null : market.instrument();
    }

    /** The last trade's price, or the listing price until there is one; 0 if not listed. */
    public long lastPrice(String symbol) {
        @Nullable Market market = markets.find(symbol);
        return market == null ? 0 : market.lastPrice();
    }

    /** 0 if nobody bids. */
    public long bestBid(String symbol) {
        @Nullable Market market = markets.find(symbol);
        return market == null ? 0 : market.bestPrice(Side.BUY);
    }

    /** 0 if nobody asks. */
    public long bestAsk(String symbol) {
        @Nullable Market market = markets.find(symbol);
        return market == null ? 0 : market.bestPrice(Side.SELL);
    }

    /** What the account may spend of an asset. */
    public long available(long accountId, String asset) {
        @Nullable Account account = accounts.find(accountId);
        return account == null ? 0 : account.funds().available(assets.number(asset));
    }

    /** What the account's open orders hold of an asset. */
    public long held(long accountId, String asset) {
        @Nullable Account account = accounts.find(accountId);
        return account == null ? 0 : account.funds().held(assets.number(asset));
    }

    /**
     * Throws if anything that must always hold does not; for tests, because it visits everything.
     */
    void checkInvariants() {
        new Invariants(accounts, assets, markets, openOrders).check();
    }
}
