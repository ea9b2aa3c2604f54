package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.book.BookSide;
import com.rescaleequity.order.trading.book.RestingOrder;
import com.rescaleequity.order.trading.funds.UnitMath;
import com.rescaleequity.order.trading.message.SelfTradePrevention;
import com.rescaleequity.order.trading.message.Side;
import org.jspecify.annotations.Nullable;

/**
 * What an order would take from the book if it came now, fill by fill, without touching anything:
 * exactly what the {@link Matcher} then does, so that costs are known before the first fill.
 */
final class Sweep {

    /** Who would take, and how far. */
    record Taker(
            Market market,
            Side side,
            long accountId,
            SelfTradePrevention selfTradePrevention,
            long limitTicks,
            long feeRate) {}

    private static final long UNBOUNDED = Long.MAX_VALUE;

    private final Taker taker;
    private final long lotsBound;
    private final long quoteBound;
    private long lots;
    private long value;
    private long fees;
    private boolean satisfied;

    private Sweep(Taker taker, long lotsBound, long quoteBound) {
        this.taker = taker;
        this.lotsBound = lotsBound;
        this.quoteBound = quoteBound;
        walk();
    }

    /** Takes a number of lots. */
    static Sweep ofLots(Taker taker, long lots) {
        return new Sweep(taker, lots, UNBOUNDED);
    }

    /**
     * Takes for a quote quantity: a buyer spends at most this including the fees, a seller receives
     * at most this before them, from at most so many lots.
     */
    static Sweep ofQuote(Taker taker, long quoteQuantity, long mostLots) {
        return new Sweep(taker, mostLots, quoteQuantity);
    }

    long lots() {
        return lots;
    }

    /** What it trades for, before fees, or Long.MAX_VALUE if that is more. */
    long value() {
        return value;
    }

    long fees() {
        return fees;
    }

    /** What a buyer pays, fees included, or Long.MAX_VALUE if that is more. */
    long cost() {
        return UnitMath.sumOrMax(value, fees);
    }

    /**
     * Whether the bound ended the sweep, not the book, the limit or an order of the taker's own.
     */
    boolean isSatisfied() {
        return satisfied;
    }

    private void walk() {
        BookSide book = taker.market.side(taker.side.opposite());
        long priceTicks = book.bestTicks();
        while (priceTicks != 0
                && book.reaches(priceTicks, taker.limitTicks)
                && takeFrom(book, priceTicks)) {
            priceTicks = book.ticksAfter(priceTicks);
        }
    }

    /** Answers whether the sweep goes on behind this price. */
    private boolean takeFrom(BookSide book, long priceTicks) {
        @Nullable RestingOrder maker = book.first(priceTicks);
        for (; maker != null; maker = book.behind(maker)) {
            if (maker.accountId() == taker.accountId) {
                if (taker.selfTradePrevention != SelfTradePrevention.CANCEL_OLDEST) {
                    return false;
                }
            } else {
                take(priceTicks, maker.openLots());
                if (satisfied) {
                    return false;
                }
            }
        }
        return true;
    }

    private void take(long priceTicks, long offered) {
        long taken = Math.min(offered, wanted(priceTicks));
        long part = taker.market.value(priceTicks, taken);
        lots += taken;
        value = UnitMath.sumOrMax(value, part);
        fees = UnitMath.sumOrMax(fees, UnitMath.fractionUp(part, taker.feeRate));
        satisfied = taken < offered || wanted(priceTicks) == 0;
    }

    private long wanted(long priceTicks) {
        long wantedLots = lotsBound - lots;
        if (quoteBound == UNBOUNDED) {
            return wantedLots;
        }
        long budget =
                taker.side == Side.SELL
                        ? quoteBound - value
                        : UnitMath.withoutFraction(quoteBound - cost(), taker.feeRate);
        return Math.min(wantedLots, budget / taker.market.value(priceTicks, 1));
    }
}
