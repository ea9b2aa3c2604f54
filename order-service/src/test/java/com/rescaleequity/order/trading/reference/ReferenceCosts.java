package com.rescaleequity.order.trading.reference;

import com.rescaleequity.order.trading.message.SelfTradePrevention;
import com.rescaleequity.order.trading.message.TimeInForce;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What orders of the {@link ReferenceExchange} would trade for, and what they must hold. */
final class ReferenceCosts {

    /** What taking from the book would come to. */
    static final class Sweep {
        BigDecimal quantity = BigDecimal.ZERO;
        BigDecimal value = BigDecimal.ZERO;
        BigDecimal fees = BigDecimal.ZERO;

        /** Whether the wish ended it, and not the book. */
        boolean satisfied;

        void take(BigDecimal part, BigDecimal price, BigDecimal rate) {
            BigDecimal worth = part.multiply(price);
            quantity = quantity.add(part);
            value = value.add(worth);
            fees = fees.add(ReferenceMarket.fee(worth, rate));
        }

        BigDecimal cost() {
            return value.add(fees);
        }
    }

    private final ReferenceWorld world;

    ReferenceCosts(ReferenceWorld world) {
        this.world = world;
    }

    /** Whether a taker would trade at a maker's price. */
    static boolean accepts(ReferenceOrder taker, @Nullable BigDecimal worst, ReferenceOrder maker) {
        int distance = maker.limit.compareTo(worst);
        return taker.buys() ? distance <= 0 : distance >= 0;
    }

    /** Whether a price triggers a stop. */
    static boolean fires(ReferenceOrder stop, BigDecimal price) {
        int distance = price.compareTo(stop.trigger);
        return stop.buys() ? distance >= 0 : distance <= 0;
    }

    /** What an order with a limit, any sell order, and a waiting stop hold for what is open. */
    static BigDecimal reserve(ReferenceOrder order) {
        if (!order.buys()) {
            return order.open;
        }
        if (order.limit != null) {
            return ReferenceMarket.withFee(order.open.multiply(order.limit), order.reservedRate);
        }
        BigDecimal worst =
                order.open
                        .multiply(order.trigger)
                        .multiply(BigDecimal.ONE.add(order.market.collar));
        return ReferenceMarket.withFee(Decimals.roundedUp(worst), order.reservedRate);
    }

    /** The order's limit, or the end of the collar if somebody is there to trade with. */
    @Nullable BigDecimal worstPrice(ReferenceOrder order) {
        if (order.limit != null) {
            return order.limit;
        }
        List<ReferenceOrder> makers = world.makers(order);
        if (makers.isEmpty()) {
            return null;
        }
        BigDecimal reach = makers.getFirst().limit.multiply(order.market.collar);
        return makers.getFirst().limit.add(order.buys() ? reach : reach.negate());
    }

    /** What buying at the market costs now. */
    BigDecimal atMarket(ReferenceOrder order) {
        Sweep sweep = sweep(order);
        boolean nothing = order.timeInForce == TimeInForce.FOK && !sweep.satisfied;
        return nothing ? BigDecimal.ZERO : sweep.cost();
    }

    /** What an order would take now. */
    Sweep sweep(ReferenceOrder order) {
        Sweep sweep = new Sweep();
        BigDecimal rate = order.account.takerRate(order.market);
        for (ReferenceOrder maker : others(order)) {
            BigDecimal left = order.open.subtract(sweep.quantity);
            sweep.take(left.min(maker.open), maker.limit, rate);
            if (left.compareTo(maker.open) <= 0) {
                sweep.satisfied = true;
                break;
            }
        }
        return sweep;
    }

    /**
     * What an order by quote quantity would take now, found one lot at a time.
     *
     * @param most what a seller has
     */
    Sweep sweepForQuote(ReferenceOrder order, BigDecimal most) {
        Sweep sweep = new Sweep();
        BigDecimal lot = order.market.lot;
        for (ReferenceOrder maker : others(order)) {
            BigDecimal part = BigDecimal.ZERO;
            while (Decimals.less(part, maker.open)
                    && affords(order, sweep, part.add(lot), maker.limit, most)) {
                part = part.add(lot);
            }
            sweep.take(part, maker.limit, order.account.takerRate(order.market));
            if (Decimals.less(part, maker.open) || !affords(order, sweep, lot, maker.limit, most)) {
                sweep.satisfied = true;
                break;
            }
        }
        return sweep;
    }

    private static boolean affords(
            ReferenceOrder order, Sweep sweep, BigDecimal part, BigDecimal price, BigDecimal most) {
        BigDecimal worth = part.multiply(price);
        if (order.buys()) {
            BigDecimal rate = order.account.takerRate(order.market);
            BigDecimal more = ReferenceMarket.withFee(worth, rate);
            return sweep.cost().add(more).compareTo(order.quoteQuantity) <= 0;
        }
        boolean enough = sweep.value.add(worth).compareTo(order.quoteQuantity) <= 0;
        return enough && sweep.quantity.add(part).compareTo(most) <= 0;
    }

    /** The orders of others that an order would trade with before one of its own account's. */
    private List<ReferenceOrder> others(ReferenceOrder order) {
        List<ReferenceOrder> others = new ArrayList<>();
        BigDecimal worst = worstPrice(order);
        for (ReferenceOrder maker : world.makers(order)) {
            if (!accepts(order, worst, maker)) {
                break;
            }
            if (maker.account != order.account) {
                others.add(maker);
            } else if (order.prevention != SelfTradePrevention.CANCEL_OLDEST) {
                break;
            }
        }
        return others;
    }
}
