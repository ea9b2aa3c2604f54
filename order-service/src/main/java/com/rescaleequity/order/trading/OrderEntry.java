package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.funds.UnitMath;
import com.rescaleequity.order.trading.message.Command.BatchItem;
import com.rescaleequity.order.trading.message.Command.PlaceOnLease;
import com.rescaleequity.order.trading.message.Command.PlaceOrder;
import com.rescaleequity.order.trading.message.Command.PlaceOrders;
import com.rescaleequity.order.trading.message.Command.Skipped;
import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.order.trading.message.Lease;
import com.rescaleequity.order.trading.message.OrderChange;
import com.rescaleequity.order.trading.message.OrderTerms;
import com.rescaleequity.order.trading.message.OrderType;
import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.order.trading.message.Outcome.Accepted;
import com.rescaleequity.order.trading.message.Outcome.Batch;
import com.rescaleequity.order.trading.message.Outcome.Checked;
import com.rescaleequity.order.trading.message.Outcome.Rejected;
import com.rescaleequity.order.trading.message.RejectDetails;
import com.rescaleequity.order.trading.message.RejectDetails.ExistingOrder;
import com.rescaleequity.order.trading.message.RejectDetails.OrderLimit;
import com.rescaleequity.order.trading.message.RejectDetails.Shortfall;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.order.trading.message.Side;
import com.rescaleequity.order.trading.rules.Grid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Admits or refuses orders: everything is checked before anything changes. */
final class OrderEntry {

    /** What becomes of an order that nothing speaks against. */
    private interface Admission {
        Outcome of(
                Market market,
                OrderTerms terms,
                @Nullable Account account,
                Reservation reservation);
    }

    private final Accounts accounts;
    private final Markets markets;
    private final OpenOrders openOrders;
    private final OrderExecution execution;
    private final EventLog events;
    private final Leases leases;
    private final Admission entering =
            (market, terms, account, reservation) ->
                    enter(market, terms, account, reservation, null);
    private final Admission estimating = OrderEntry::estimate;

    OrderEntry(
            Accounts accounts,
            Markets markets,
            OpenOrders openOrders,
            OrderExecution execution,
            EventLog events,
            Leases leases) {
        this.accounts = accounts;
        this.markets = markets;
        this.openOrders = openOrders;
        this.execution = execution;
        this.events = events;
        this.leases = leases;
    }

    Outcome place(PlaceOrder wish) {
        return decide(wish, entering);
    }

    /** Places orders that end with a connection. */
    Outcome placeOnLease(PlaceOnLease command) {
        Lease lease = command.lease();
        Admission tied =
                (market, terms, account, reservation) ->
                        enter(market, terms, account, reservation, lease);
        return switch (command.orders()) {
            case PlaceOrder wish -> decide(wish, tied);
            case PlaceOrders each -> placeEach(each, tied);
        };
    }

    Outcome placeEach(PlaceOrders command) {
        return placeEach(command, entering);
    }

    private Outcome placeEach(PlaceOrders command, Admission admission) {
        List<Outcome> outcomes = new ArrayList<>(command.items().size());
        for (BatchItem item : command.items()) {
            outcomes.add(
                    switch (item) {
                        case PlaceOrder wish -> decide(wish, admission);
                        case Skipped _ -> Outcome.Skipped.INSTANCE;
                    });
        }
        return new Batch(List.copyOf(outcomes));
    }

    /** Answers what placing would, without doing it. */
    Outcome test(PlaceOrder wish) {
        return decide(wish, estimating);
    }

    private Outcome decide(PlaceOrder wish, Admission admission) {
        @Nullable Account account = accounts.find(wish.accountId());
        Rejected refusal = checkLabel(wish, account);
        if (refusal == null) {
            refusal = checkDeadline(wish);
        }
        if (refusal == null) {
            refusal = AccountRules.check(account, false);
        }
        if (refusal != null) {
            return refusal;
        }
        @Nullable Market market = markets.find(wish.symbol());
        if (market == null) {
            return Rejected.because(RejectReason.INVALID_SYMBOL);
        }
        OrderTerms terms = OrderTerms.of(wish, market.instrument());
        refusal = check(market, terms, account);
        if (refusal != null) {
            return refusal;
        }
        Reservation reservation = reservation(market, terms, account);
        refusal = checkReservation(market, terms, account, reservation);
        return refusal == null ? admission.of(market, terms, account, reservation) : refusal;
    }

    /**
     * Comes before everything that may have changed since: who repeats an order that was taken is
     * told so even if the market has halted meanwhile.
     */
    private @Nullable Rejected checkLabel(PlaceOrder wish, @Nullable Account account) {
        boolean free = wish.labelIsNew() && wish.clientOrderId().number() != 0;
        if (account == null || free) {
            return null;
        }
        long existing = account.orderId(wish.clientOrderId());
        return existing == 0
                ? null
                : new Rejected(RejectReason.DUPLICATE_CLIENT_ORDER_ID, new ExistingOrder(existing));
    }

    private @Nullable Rejected check(Market market, OrderTerms terms, @Nullable Account account) {
        Rejected refusal = OrderRules.check(market, terms, events.now());
        if (refusal == null && account != null) {
            refusal = checkOpenOrders(market, terms, account);
        }
        return refusal == null ? PriceRules.checkMarketPrices(market, terms) : refusal;
    }

    private @Nullable Rejected checkDeadline(PlaceOrder wish) {
        long deadline = wish.deadline();
        return deadline != 0 && deadline < events.now()
                ? new Rejected(RejectReason.DEADLINE_EXCEEDED, new RejectDetails.Deadline(deadline))
                : null;
    }

    private static Reservation reservation(
            Market market, OrderTerms terms, @Nullable Account account) {
        return Reservation.of(
                market, terms, availableBase(market, account), Accounts.takerRate(account, market));
    }

    private static long availableBase(Market market, @Nullable Account account) {
        return account == null ? 0 : account.funds().available(market.baseAsset());
    }

    private static Checked estimate(
            Market market, OrderTerms terms, @Nullable Account account, Reservation reservation) {
        long feeRate = Accounts.takerRate(account, market);
        long cost;
        long fee;
        if (terms.type() == OrderType.MARKET) {
            Sweep sweep = Reservation.sweep(market, terms, availableBase(market, account), feeRate);
            boolean takes = Reservation.takes(terms, sweep);
            cost = takes ? sweep.value() : 0;
            fee = takes ? sweep.fees() : 0;
        } else {
            long price = terms.limitPrice() == 0 ? terms.triggerPrice() : terms.limitPrice();
            cost = market.value(market.ticks(price), reservation.lots());
            fee = UnitMath.fractionUp(cost, feeRate);
        }
        return new Checked(cost, fee, market.assetName(reservation.asset()), reservation.amount());
    }

    private static @Nullable Rejected checkOpenOrders(
            Market market, OrderTerms terms, Account account) {
        boolean stop = terms.type() == OrderType.STOP_LOSS;
        boolean rests = terms.timeInForce().rests();
        Instrument rules = market.instrument();
        int limit = stop ? rules.maxStopOrders() : rules.maxOpenOrders();
        int open = stop ? account.pendingStops(market) : account.activeOrders(market);
        return (stop || rests) && open >= limit
                ? new Rejected(RejectReason.MAX_OPEN_ORDERS, new OrderLimit(limit, stop))
                : null;
    }

    private @Nullable Rejected checkReservation(
            Market market, OrderTerms terms, @Nullable Account account, Reservation reservation) {
        int asset = reservation.asset();
        long available = account == null ? 0 : account.funds().available(asset);
        boolean soldOut = reservation.lots() == 0 && available < market.quantity(1);
        if (terms.quoteQuantity() != 0 && !(terms.side() == Side.SELL && soldOut)) {
            long quantity = market.quantity(reservation.lots());
            Grid quantities = market.quantities(terms);
            if (!quantities.range().contains(quantity)) {
                return quantities.outside();
            }
        }
        long required = soldOut ? market.quantity(1) : reservation.amount();
        return required > available
                ? new Rejected(
                        RejectReason.INSUFFICIENT_BALANCE,
                        new Shortfall(market.assetName(asset), required, available))
                : null;
    }

    private Outcome enter(
            Market market,
            OrderTerms terms,
            @Nullable Account known,
            Reservation reservation,
            @Nullable Lease lease) {
        Account account = known == null ? accounts.findOrCreate(terms.accountId()) : known;
        WorkingOrder order =
                new WorkingOrder(openOrders.nextOrderId(), account, market, terms, reservation);
        order.hold(reservation.amount());
        order.opened(events.now());
        if (lease != null) {
            order.tie(leases.findOrCreate(lease.server(), events.now()), lease.connection());
        }
        openOrders.add(order);
        events.orderChanged(OrderChange.NEW, order, null);
        if (reservation.amount() > 0) {
            events.holdChanged(order);
        }
        execution.start(order);
        return new Accepted(events.told(order), order.fills());
    }
}
