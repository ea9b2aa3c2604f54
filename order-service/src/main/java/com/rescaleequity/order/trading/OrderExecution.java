package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.message.OrderChange;
import com.rescaleequity.order.trading.message.OrderStatus;
import com.rescaleequity.order.trading.message.OrderSubStatus;
import com.rescaleequity.order.trading.message.RejectDetails.Range;
import com.rescaleequity.order.trading.message.Side;
import com.rescaleequity.order.trading.message.StatusReason;
import com.rescaleequity.order.trading.message.TimeInForce;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Brings an accepted order into its market: waiting for its trigger, trading, then resting or
 * ending; and afterwards every stop that its trades triggered, until none is left.
 */
final class OrderExecution {

    private final Matcher matcher;
    private final OpenOrders openOrders;
    private final OrderEnding ending;
    private final EventLog events;
    private final ArrayDeque<WorkingOrder> triggered = new ArrayDeque<>();

    OrderExecution(Matcher matcher, OpenOrders openOrders, OrderEnding ending, EventLog events) {
        this.matcher = matcher;
        this.openOrders = openOrders;
        this.ending = ending;
        this.events = events;
    }

    void start(WorkingOrder order) {
        if (order.status() == OrderStatus.PENDING) {
            order.market().stops().side(order.side()).enterById(order);
            return;
        }
        execute(order);
        for (var stop = triggered.poll(); stop != null; stop = triggered.poll()) {
            trigger(stop);
        }
    }

    private void trigger(WorkingOrder stop) {
        stop.triggered(events.now());
        openOrders.activate(stop);
        events.orderChanged(OrderChange.TRIGGERED, stop, null);
        @Nullable StatusReason refusal = stop.hasLimit() ? checkBand(stop) : renewHold(stop);
        if (refusal == null) {
            execute(stop);
        } else {
            ending.end(stop, OrderSubStatus.REJECTED, refusal);
        }
    }

    private static @Nullable StatusReason checkBand(WorkingOrder stop) {
        Range band = PriceRules.priceBand(stop.market());
        return band.contains(stop.terms().limitPrice()) ? null : StatusReason.TRIGGER_PRICE_BAND;
    }

    /** Replaces what a buy stop held by what it costs now. */
    private @Nullable StatusReason renewHold(WorkingOrder stop) {
        if (stop.side() == Side.SELL) {
            return null;
        }
        Market market = stop.market();
        long feeRate = stop.account().takerRate(market);
        long cost = Reservation.costAtMarket(market, stop.terms(), stop.openLots(), feeRate);
        long more = cost - stop.heldAmount();
        if (more > stop.account().funds().available(stop.heldAsset())) {
            return StatusReason.TRIGGER_INSUFFICIENT_BALANCE;
        }
        if (more != 0) {
            stop.hold(cost);
            events.holdChanged(stop);
        }
        return null;
    }

    private void execute(WorkingOrder order) {
        Market market = order.market();
        long limit = order.hasLimit() ? order.priceTicks() : market.collarTicks(order.side());
        if (order.terms().timeInForce() == TimeInForce.FOK && !isFillable(order, limit)) {
            ending.end(order, OrderSubStatus.EXPIRED, StatusReason.FOK_UNFILLABLE);
            return;
        }
        long first = matcher.take(order, limit);
        if (order.isOpen()) {
            restOrExpire(order);
        }
        if (first != 0) {
            long last = market.lastPriceTicks();
            long lowest = Math.min(first, last);
            market.stops()
                    .moveTriggered(
                            lowest,
                            Math.max(first, last),
                            stop -> triggered.add((WorkingOrder) stop));
        }
    }

    private static boolean isFillable(WorkingOrder order, long limitTicks) {
        Sweep.Taker taker =
                new Sweep.Taker(
                        order.market(),
                        order.side(),
                        order.accountId(),
                        order.terms().selfTradePrevention(),
                        limitTicks,
                        order.account().takerRate(order.market()));
        return Sweep.ofLots(taker, order.openLots()).isSatisfied();
    }

    private void restOrExpire(WorkingOrder order) {
        Market market = order.market();
        if (order.rests()) {
            market.side(order.side()).enter(order);
            events.bookChanged(market, order.side(), order.priceTicks());
        } else if (order.hasLimit()) {
            ending.end(order, OrderSubStatus.EXPIRED, StatusReason.IOC_UNFILLED);
        } else {
            boolean empty = market.side(order.side().opposite()).isEmpty();
            ending.end(
                    order,
                    OrderSubStatus.EXPIRED,
                    empty ? StatusReason.INSUFFICIENT_LIQUIDITY : StatusReason.PRICE_COLLAR);
        }
    }
}
