package com.rescaleequity.order.trading.reference;

import static com.rescaleequity.order.trading.reference.ReferenceWorld.refuse;

import com.rescaleequity.order.trading.message.AccountState;
import com.rescaleequity.order.trading.message.Command.PlaceOrder;
import com.rescaleequity.order.trading.message.Lease;
import com.rescaleequity.order.trading.message.OrderChange;
import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.order.trading.message.Outcome.Checked;
import com.rescaleequity.order.trading.message.Outcome.Rejected;
import com.rescaleequity.order.trading.message.RejectDetails;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.order.trading.message.Side;
import com.rescaleequity.order.trading.message.TimeInForce;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Admits orders to the {@link ReferenceExchange}, or refuses them. */
final class ReferenceEntry {

    private final ReferenceWorld world;
    private final ReferenceCosts costs;
    private final ReferenceMatching matching;

    ReferenceEntry(ReferenceWorld world, ReferenceCosts costs, ReferenceMatching matching) {
        this.world = world;
        this.costs = costs;
        this.matching = matching;
    }

    /** An order as it would enter: refused, or with what it must hold. */
    private record Draft(@Nullable Rejected refusal, ReferenceOrder order, BigDecimal reserve) {}

    Outcome place(PlaceOrder terms) {
        return place(terms, null);
    }

    Outcome place(PlaceOrder terms, @Nullable Lease lease) {
        Outcome refusal = refuseAtOnce(terms);
        if (refusal != null) {
            return refusal;
        }
        Draft draft = draft(terms);
        if (draft.refusal != null) {
            return draft.refusal;
        }
        ReferenceOrder order = draft.order;
        order.id = ++world.lastOrderId;
        order.label = order.label.isEmpty() ? order.account.freeLabel(order.id) : order.label;
        order.account.labels.put(order.label, order.id);
        order.account.hold(order, draft.reserve);
        order.createdAt = world.now;
        order.changed(world.now);
        world.orders.add(order);
        if (lease != null) {
            order.lease = lease;
            world.servers.putIfAbsent(lease.server(), world.now + ReferenceWorld.SILENCE);
        }
        world.tell(OrderChange.NEW, order, null);
        if (draft.reserve.signum() > 0) {
            world.tellHold(order);
        }
        if (!order.isPending()) {
            matching.arrive(order);
        }
        return ReferenceWorld.accepted(order);
    }

    Outcome test(PlaceOrder terms) {
        Outcome refusal = refuseAtOnce(terms);
        if (refusal != null) {
            return refusal;
        }
        Draft draft = draft(terms);
        if (draft.refusal != null) {
            return draft.refusal;
        }
        ReferenceOrder order = draft.order;
        BigDecimal price = order.limit != null ? order.limit : order.trigger;
        BigDecimal cost;
        BigDecimal fee;
        if (price != null) {
            cost = order.quantity.multiply(price);
            fee = ReferenceMarket.fee(cost, order.account.takerRate(order.market));
        } else {
            ReferenceCosts.Sweep sweep = sweepAtMarket(order);
            boolean nothing = order.timeInForce == TimeInForce.FOK && !sweep.satisfied;
            cost = nothing ? BigDecimal.ZERO : sweep.value;
            fee = nothing ? BigDecimal.ZERO : sweep.fees;
        }
        return new Checked(
                Decimals.units(cost),
                Decimals.units(fee),
                order.asset(),
                Decimals.units(draft.reserve));
    }

    private @Nullable Rejected refuseAtOnce(PlaceOrder terms) {
        Rejected taken = checkLabel(world.account(terms.accountId()), terms.clientOrderId().text());
        if (taken != null) {
            return taken;
        }
        if (terms.deadline() != 0 && terms.deadline() < world.now) {
            RejectDetails details = new RejectDetails.Deadline(terms.deadline());
            return refuse(RejectReason.DEADLINE_EXCEEDED, details);
        }
        AccountState state = world.account(terms.accountId()).state;
        if (state != AccountState.ACTIVE) {
            return refuse(
                    state == AccountState.SUSPENDED
                            ? RejectReason.ACCOUNT_SUSPENDED
                            : RejectReason.TRADING_DISABLED);
        }
        boolean listed = world.markets.containsKey(terms.symbol());
        return listed ? null : refuse(RejectReason.INVALID_SYMBOL);
    }

    private Draft draft(PlaceOrder terms) {
        ReferenceMarket market = world.markets.get(terms.symbol());
        ReferenceOrder order = new ReferenceOrder(world.account(terms.accountId()), market, terms);
        Rejected refusal = ReferenceRules.check(order, terms, world.now);
        if (refusal == null) {
            refusal = checkOpenOrders(order);
        }
        if (refusal == null) {
            refusal = checkCrossing(order);
        }
        if (refusal == null) {
            refusal = checkTrigger(order);
        }
        if (refusal != null) {
            return new Draft(refusal, order, BigDecimal.ZERO);
        }
        BigDecimal reserve = reserve(order);
        return new Draft(checkFunds(order, reserve), order, reserve);
    }

    private @Nullable Rejected checkOpenOrders(ReferenceOrder order) {
        boolean stop = order.isStop();
        long count =
                world.orders.stream()
                        .filter(o -> o.account == order.account && o.market == order.market)
                        .filter(o -> o.isPending() == stop)
                        .count();
        int most =
                stop
                        ? order.market.instrument.maxStopOrders()
                        : order.market.instrument.maxOpenOrders();
        boolean counts = stop || order.mayRest();
        return counts && count >= most
                ? refuse(RejectReason.MAX_OPEN_ORDERS, new RejectDetails.OrderLimit(most, stop))
                : null;
    }

    static @Nullable Rejected checkLabel(ReferenceAccount account, String label) {
        Long owner = account.labels.get(label);
        return owner == null
                ? null
                : refuse(
                        RejectReason.DUPLICATE_CLIENT_ORDER_ID,
                        new RejectDetails.ExistingOrder(owner));
    }

    private @Nullable Rejected checkCrossing(ReferenceOrder order) {
        return crosses(order) ? wouldCross(order.market) : null;
    }

    boolean crosses(ReferenceOrder order) {
        List<ReferenceOrder> makers = order.postOnly ? world.makers(order) : List.of();
        return !makers.isEmpty() && ReferenceCosts.accepts(order, order.limit, makers.getFirst());
    }

    Rejected wouldCross(ReferenceMarket market) {
        var bids = world.levels(market, Side.BUY).keySet();
        var asks = world.levels(market, Side.SELL).keySet();
        long bid = bids.stream().max(Long::compare).orElse(0L);
        long ask = asks.stream().min(Long::compare).orElse(0L);
        return refuse(RejectReason.POST_ONLY_WOULD_CROSS, new RejectDetails.BestPrices(bid, ask));
    }

    static @Nullable Rejected checkTrigger(ReferenceOrder order) {
        BigDecimal last = order.market.lastPrice;
        return order.isPending() && ReferenceCosts.fires(order, last)
                ? refuse(
                        RejectReason.STOP_WOULD_TRIGGER_IMMEDIATELY,
                        new RejectDetails.LastPrice(Decimals.units(last)))
                : null;
    }

    /** What an order must hold; an order by quote quantity gets its quantity here. */
    private BigDecimal reserve(ReferenceOrder order) {
        boolean market = order.limit == null && order.trigger == null;
        if (market && order.quoteQuantity != null) {
            return reserveForQuote(order);
        }
        return market && order.buys() ? costs.atMarket(order) : ReferenceCosts.reserve(order);
    }

    private BigDecimal reserveForQuote(ReferenceOrder order) {
        ReferenceCosts.Sweep sweep = sweepAtMarket(order);
        boolean nothing = order.timeInForce == TimeInForce.FOK && !sweep.satisfied;
        BigDecimal beyond = sweep.quantity.add(order.market.lot);
        BigDecimal least = Decimals.floor(order.market.minQuantity, order.market.lot);
        order.open = sweep.satisfied ? sweep.quantity : beyond.max(least);
        if (nothing) {
            return BigDecimal.ZERO;
        }
        return order.buys() ? sweep.cost() : sweep.quantity;
    }

    private ReferenceCosts.Sweep sweepAtMarket(ReferenceOrder order) {
        if (order.quoteQuantity == null) {
            return costs.sweep(order);
        }
        BigDecimal has = order.account.available(order.market.base());
        return costs.sweepForQuote(order, Decimals.floor(has, order.market.lot));
    }

    private @Nullable Rejected checkFunds(ReferenceOrder order, BigDecimal reserve) {
        BigDecimal available = order.account.available(order.asset());
        BigDecimal needed = reserve;
        boolean nothingToSell = !order.buys() && Decimals.less(available, order.market.lot);
        if (nothingToSell && order.open.signum() == 0) {
            needed = order.market.lot;
        } else if (order.quoteQuantity != null) {
            Rejected refusal = ReferenceRules.checkQuantityRange(order.market, order.open, false);
            if (refusal != null) {
                return refusal;
            }
        }
        return Decimals.less(available, needed)
                ? shortfall(order.asset(), needed, available)
                : null;
    }

    static Rejected shortfall(String asset, BigDecimal needed, BigDecimal available) {
        return refuse(
                RejectReason.INSUFFICIENT_BALANCE,
                new RejectDetails.Shortfall(
                        asset, Decimals.units(needed), Decimals.units(available)));
    }
}
