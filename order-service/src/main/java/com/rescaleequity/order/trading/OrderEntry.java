package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.Command.CancelOrder;
import com.rescaleequity.order.trading.Command.PlaceOrder;
import com.rescaleequity.order.trading.Outcome.Accepted;
import com.rescaleequity.order.trading.Outcome.Rejected;
import com.rescaleequity.order.trading.RejectDetails.BestPrices;
import com.rescaleequity.order.trading.RejectDetails.ExistingOrder;
import com.rescaleequity.order.trading.RejectDetails.LastPrice;
import com.rescaleequity.order.trading.RejectDetails.OrderLimit;
import com.rescaleequity.order.trading.RejectDetails.Shortfall;
import com.rescaleequity.order.trading.book.BookSide;
import com.rescaleequity.order.trading.book.PriceLevel;
import com.rescaleequity.order.trading.funds.Assets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Admits or refuses orders and cancels: everything is checked before anything changes. */
final class OrderEntry {

    static final long FIRST_ORDER_ID = 1_000_001;

    private final Accounts accounts;
    private final Assets assets;
    private final OpenOrders openOrders;
    private final EventLog events;
    private final OrderEnding ending;
    private final OrderExecution execution;
    private long nextOrderId = FIRST_ORDER_ID;

    OrderEntry(Accounts accounts, Assets assets, EventLog events, OpenOrders openOrders) {
        this.accounts = accounts;
        this.assets = assets;
        this.events = events;
        this.openOrders = openOrders;
        this.ending = new OrderEnding(openOrders, events);
        Settlement settlement = new Settlement(accounts.feeAccount());
        Matcher matcher = new Matcher(settlement, openOrders, ending, events);
        this.execution = new OrderExecution(matcher, openOrders, ending, events);
    }

    Outcome place(PlaceOrder terms, @Nullable Market market) {
        if (market == null) {
            return Rejected.because(RejectReason.INVALID_SYMBOL);
        }
        @Nullable Account account = accounts.find(terms.accountId());
        Rejected refusal = OrderRules.check(market, terms);
        if (refusal == null && account != null) {
            refusal = checkAccount(market, terms, account);
        }
        if (refusal == null) {
            refusal = checkMarketPrices(market, terms);
        }
        if (refusal != null) {
            return refusal;
        }
        long availableBase = account == null ? 0 : account.funds().available(market.baseAsset());
        Reservation reservation = Reservation.of(market, terms, availableBase);
        refusal = checkReservation(market, terms, account, reservation);
        return refusal == null ? enter(market, terms, reservation) : refusal;
    }

    Outcome cancel(CancelOrder command) {
        long orderId = command.orderId();
        if (orderId == 0) {
            @Nullable Account account = accounts.find(command.accountId());
            orderId =
                    account == null ? 0 : account.clientOrderIds().orderId(command.clientOrderId());
        }
        @Nullable WorkingOrder order = openOrders.get(orderId);
        if (order == null) {
            boolean unknown = orderId < 0 || orderId >= nextOrderId;
            return unknown
                    ? Rejected.because(RejectReason.ORDER_NOT_FOUND)
                    : new Rejected(RejectReason.ORDER_NOT_OPEN, new ExistingOrder(orderId));
        }
        if (order.accountId() != command.accountId()) {
            return Rejected.because(RejectReason.ORDER_NOT_FOUND);
        }
        String clientOrderId = command.clientOrderId();
        if (!clientOrderId.isEmpty() && !clientOrderId.equals(order.clientOrderId())) {
            return Rejected.because(RejectReason.CONFLICTING_PARAMETERS);
        }
        ending.end(order, OrderSubStatus.CANCELLED, StatusReason.USER_REQUEST);
        return accepted(order);
    }

    private static @Nullable Rejected checkAccount(
            Market market, PlaceOrder terms, Account account) {
        long existing = account.clientOrderIds().orderId(terms.clientOrderId());
        if (existing != 0) {
            return new Rejected(
                    RejectReason.DUPLICATE_CLIENT_ORDER_ID, new ExistingOrder(existing));
        }
        boolean stop = terms.type() == OrderType.STOP_LOSS;
        boolean rests = OrderRules.timeInForce(terms) == TimeInForce.GTC;
        Instrument rules = market.instrument();
        int limit = stop ? rules.maxStopOrders() : rules.maxOpenOrders();
        int open = stop ? account.pendingStops(market) : account.activeOrders(market);
        return (stop || rests) && open >= limit
                ? new Rejected(RejectReason.MAX_OPEN_ORDERS, new OrderLimit(limit, stop))
                : null;
    }

    private static @Nullable Rejected checkMarketPrices(Market market, PlaceOrder terms) {
        if (terms.postOnly()) {
            BookSide opposite = market.side(terms.side().opposite());
            @Nullable PriceLevel best = opposite.best();
            if (best != null
                    && opposite.reaches(best.priceTicks(), market.ticks(terms.limitPrice()))) {
                return new Rejected(
                        RejectReason.POST_ONLY_WOULD_CROSS,
                        new BestPrices(market.bestPrice(Side.BUY), market.bestPrice(Side.SELL)));
            }
        }
        if (terms.type() == OrderType.STOP_LOSS) {
            long last = market.lastPrice();
            boolean triggers =
                    terms.side() == Side.SELL
                            ? last <= terms.triggerPrice()
                            : last >= terms.triggerPrice();
            return triggers
                    ? new Rejected(RejectReason.STOP_WOULD_TRIGGER_IMMEDIATELY, new LastPrice(last))
                    : null;
        }
        return null;
    }

    private @Nullable Rejected checkReservation(
            Market market, PlaceOrder terms, @Nullable Account account, Reservation reservation) {
        int asset = reservation.asset();
        long available = account == null ? 0 : account.funds().available(asset);
        boolean soldOut = reservation.lots() == 0 && available < market.quantity(1);
        if (terms.quoteQuantity() != 0 && !(terms.side() == Side.SELL && soldOut)) {
            long quantity = market.quantity(reservation.lots());
            Rejected refusal = OrderRules.checkQuantityRange(market.instrument(), terms, quantity);
            if (refusal != null) {
                return refusal;
            }
        }
        long required = soldOut ? market.quantity(1) : reservation.amount();
        return required > available
                ? new Rejected(
                        RejectReason.INSUFFICIENT_BALANCE,
                        new Shortfall(assets.name(asset), required, available))
                : null;
    }

    private Outcome enter(Market market, PlaceOrder terms, Reservation reservation) {
        Account account = accounts.findOrCreate(terms.accountId());
        WorkingOrder order = new WorkingOrder(nextOrderId++, account, market, terms, reservation);
        order.hold().place(reservation.amount());
        order.opened(events.now());
        openOrders.add(order);
        events.orderChanged(OrderChange.NEW, order, null);
        if (reservation.amount() > 0) {
            events.holdChanged(order);
        }
        execution.start(order);
        return accepted(order);
    }

    private static Accepted accepted(WorkingOrder order) {
        return new Accepted(order.state(), List.copyOf(order.fills()));
    }
}
