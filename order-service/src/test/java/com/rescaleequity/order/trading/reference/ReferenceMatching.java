package com.rescaleequity.order.trading.reference;

import com.rescaleequity.order.trading.message.BalanceReason;
import com.rescaleequity.order.trading.message.Event.TradeExecuted;
import com.rescaleequity.order.trading.message.Fill;
import com.rescaleequity.order.trading.message.Liquidity;
import com.rescaleequity.order.trading.message.OrderChange;
import com.rescaleequity.order.trading.message.OrderStatus;
import com.rescaleequity.order.trading.message.OrderSubStatus;
import com.rescaleequity.order.trading.message.SelfTradePrevention;
import com.rescaleequity.order.trading.message.StatusReason;
import com.rescaleequity.order.trading.message.TimeInForce;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trading in the {@link ReferenceExchange}: an arriving order, and the stops that it triggers. */
final class ReferenceMatching {

    private final ReferenceWorld world;
    private final ReferenceCosts costs;

    ReferenceMatching(ReferenceWorld world, ReferenceCosts costs) {
        this.world = world;
        this.costs = costs;
    }

    /** Lets an order trade, then rest or expire, and after it every stop that fires. */
    void arrive(ReferenceOrder order) {
        ArrayDeque<ReferenceOrder> fired = new ArrayDeque<>();
        execute(order, fired);
        while (!fired.isEmpty()) {
            trigger(fired.poll(), fired);
        }
    }

    private void trigger(ReferenceOrder stop, ArrayDeque<ReferenceOrder> fired) {
        stop.status = OrderStatus.ACTIVE;
        stop.subStatus = OrderSubStatus.NEW;
        stop.triggeredAt = world.now;
        stop.changed(world.now);
        world.tell(OrderChange.TRIGGERED, stop, null);
        if (stop.limit != null) {
            boolean below = Decimals.less(stop.limit, stop.market.bandLow());
            if (below || Decimals.less(stop.market.bandHigh(), stop.limit)) {
                world.end(stop, OrderSubStatus.REJECTED, StatusReason.TRIGGER_PRICE_BAND);
                return;
            }
        } else if (stop.buys()) {
            BigDecimal more = costs.atMarket(stop).subtract(stop.held);
            if (Decimals.less(stop.account.available(stop.asset()), more)) {
                world.end(stop, OrderSubStatus.REJECTED, StatusReason.TRIGGER_INSUFFICIENT_BALANCE);
                return;
            }
            stop.account.hold(stop, more);
            if (more.signum() != 0) {
                world.tellHold(stop);
            }
        }
        execute(stop, fired);
    }

    private void execute(ReferenceOrder order, ArrayDeque<ReferenceOrder> fired) {
        boolean allOrNone = order.timeInForce == TimeInForce.FOK;
        if (allOrNone && Decimals.less(costs.sweep(order).quantity, order.open)) {
            world.end(order, OrderSubStatus.EXPIRED, StatusReason.FOK_UNFILLABLE);
            return;
        }
        List<BigDecimal> prices = take(order, costs.worstPrice(order));
        if (order.isOpen()) {
            restOrExpire(order);
        }
        fired.addAll(reached(order.market, prices, fired));
    }

    private void restOrExpire(ReferenceOrder order) {
        if (order.limit != null && order.mayRest()) {
            order.arrival = ++world.arrivals;
            world.tellLevel(order.market, order.side, order.limit);
            return;
        }
        StatusReason why = StatusReason.IOC_UNFILLED;
        if (order.limit == null) {
            boolean nobody = world.makers(order).isEmpty();
            why = nobody ? StatusReason.INSUFFICIENT_LIQUIDITY : StatusReason.PRICE_COLLAR;
        }
        world.end(order, OrderSubStatus.EXPIRED, why);
    }

    /** Trades with one maker after the other; answers the prices. */
    private List<BigDecimal> take(ReferenceOrder taker, @Nullable BigDecimal worst) {
        List<BigDecimal> prices = new ArrayList<>();
        for (ReferenceOrder maker : world.makers(taker)) {
            if (!taker.isOpen() || !ReferenceCosts.accepts(taker, worst, maker)) {
                break;
            }
            if (maker.account != taker.account) {
                trade(taker, maker);
                prices.add(maker.limit);
                continue;
            }
            StatusReason why = StatusReason.SELF_TRADE_PREVENTION;
            if (taker.prevention != SelfTradePrevention.CANCEL_NEWEST) {
                world.end(maker, OrderSubStatus.CANCELLED, why);
            }
            if (taker.prevention != SelfTradePrevention.CANCEL_OLDEST) {
                world.end(taker, OrderSubStatus.CANCELLED, why);
            }
        }
        return prices;
    }

    private void trade(ReferenceOrder taker, ReferenceOrder maker) {
        ReferenceMarket market = taker.market;
        BigDecimal price = maker.limit;
        BigDecimal quantity = taker.open.min(maker.open);
        BigDecimal value = quantity.multiply(price);
        BigDecimal takerFee = pay(taker, quantity, value, taker.account.takerRate(market));
        BigDecimal makerFee = pay(maker, quantity, value, maker.account.makerRate(market));
        ReferenceAccount feeAccount = world.account(ReferenceWorld.FEE_ACCOUNT);
        feeAccount.credit(market.quote(), takerFee.add(makerFee));
        market.lastPrice = price;
        market.trades++;
        TradeExecuted trade =
                new TradeExecuted(
                        market.trades,
                        market.symbol(),
                        Decimals.units(price),
                        Decimals.units(quantity),
                        Decimals.units(value),
                        taker.side,
                        taker.id,
                        maker.id,
                        taker.account.id,
                        maker.account.id,
                        Decimals.units(takerFee),
                        Decimals.units(makerFee));
        world.tell(trade);
        fill(taker, trade, Liquidity.TAKER, takerFee);
        fill(maker, trade, Liquidity.MAKER, makerFee);
        long id = trade.tradeId();
        List<String> both = List.of(market.base(), market.quote());
        world.tellBalances(taker.account, BalanceReason.TRADE, id, "", both);
        world.tellBalances(maker.account, BalanceReason.TRADE, id, "", both);
        world.tellBalances(feeAccount, BalanceReason.TRADE, id, "", List.of(market.quote()));
        world.tellLevel(market, maker.side, price);
    }

    /**
     * Moves one side's money and answers the fee. A buyer who cannot pay all of it, because fees
     * are rounded up for each fill or have risen since the order reserved, pays what there is.
     */
    private static BigDecimal pay(
            ReferenceOrder order, BigDecimal quantity, BigDecimal value, BigDecimal rate) {
        BigDecimal fee = ReferenceMarket.fee(value, rate);
        ReferenceAccount account = order.account;
        ReferenceMarket market = order.market;
        order.open = order.open.subtract(quantity);
        if (order.buys()) {
            BigDecimal before = order.held;
            account.hold(order, before.negate());
            BigDecimal keep = order.limit == null ? BigDecimal.ZERO : ReferenceCosts.reserve(order);
            BigDecimal most = account.available(market.quote()).subtract(value).subtract(keep);
            fee = fee.min(most);
            BigDecimal paid = value.add(fee);
            account.credit(market.quote(), paid.negate());
            account.credit(market.base(), quantity);
            BigDecimal rest = before.subtract(paid).max(BigDecimal.ZERO);
            account.hold(order, order.limit == null ? rest : keep);
        } else {
            account.hold(order, quantity.negate());
            account.credit(market.base(), quantity.negate());
            account.credit(market.quote(), value.subtract(fee));
        }
        return fee;
    }

    private void fill(
            ReferenceOrder order, TradeExecuted trade, Liquidity liquidity, BigDecimal fee) {
        Fill fill =
                new Fill(
                        trade.tradeId(),
                        trade.price(),
                        trade.quantity(),
                        trade.quoteQuantity(),
                        Decimals.units(fee),
                        liquidity,
                        ++order.account.tradesSequence,
                        world.now);
        order.fills.add(fill);
        order.filled = order.filled.add(Decimals.of(trade.quantity()));
        order.filledValue = order.filledValue.add(Decimals.of(trade.quoteQuantity()));
        order.fees = order.fees.add(fee);
        order.lastTradeAt = world.now;
        order.changed(world.now);
        order.subStatus = OrderSubStatus.PARTIALLY_FILLED;
        if (order.open.signum() == 0) {
            order.status = OrderStatus.FILLED;
            order.subStatus = OrderSubStatus.FILLED;
            order.closedAt = world.now;
            world.leave(order);
        }
        world.tell(OrderChange.FILL, order, fill);
    }

    /** The waiting stops that any of the prices reaches, in the order in which they fire. */
    private List<ReferenceOrder> reached(
            ReferenceMarket market, List<BigDecimal> prices, ArrayDeque<ReferenceOrder> fired) {
        List<ReferenceOrder> sells = new ArrayList<>();
        List<ReferenceOrder> buys = new ArrayList<>();
        for (ReferenceOrder stop : prices.isEmpty() ? List.<ReferenceOrder>of() : world.orders) {
            boolean waits = stop.isPending() && stop.market == market && !fired.contains(stop);
            if (waits && prices.stream().anyMatch(price -> ReferenceCosts.fires(stop, price))) {
                (stop.buys() ? buys : sells).add(stop);
            }
        }
        Comparator<ReferenceOrder> byTrigger = Comparator.comparing(o -> o.trigger);
        sells.sort(byTrigger.reversed().thenComparingLong(o -> o.id));
        buys.sort(byTrigger.thenComparingLong(o -> o.id));
        sells.addAll(buys);
        return sells;
    }
}
