package com.rescaleequity.order.trading.book;

import org.jspecify.annotations.Nullable;

/**
 * A run of neighbouring prices of one side with one bit for each that orders wait at. Levels stay
 * when they become empty, because prices that traded once mostly trade again.
 */
final class PricePage {

    private static final int BITS = 6;

    /** How many prices stand on a page. */
    static final int PRICES = 1 << BITS;

    private final @Nullable PriceLevel[] levels = new PriceLevel[PRICES];
    private long waiting;

    /** The number of the page that a rank stands on; pages of lower numbers are served first. */
    static long number(long rank) {
        return rank >> BITS;
    }

    boolean isEmpty() {
        return waiting == 0;
    }

    /** The level at a rank, if orders wait there. */
    @Nullable PriceLevel level(long rank) {
        return (waiting & bit(rank)) == 0 ? null : levels[place(rank)];
    }

    /** The level at a rank, from now on one that orders wait at. */
    PriceLevel open(long rank, long priceTicks) {
        PriceLevel level = levels[place(rank)];
        if (level == null) {
            level = new PriceLevel(priceTicks, this);
            levels[place(rank)] = level;
        }
        waiting |= bit(rank);
        return level;
    }

    /** Notes that nobody waits at a rank any more. */
    void close(long rank) {
        waiting &= ~bit(rank);
    }

    /** The level of the page that is served first, if there is one. */
    @Nullable PriceLevel first() {
        return firstOf(waiting);
    }

    /** The level of the page that is served after a rank, if there is one. */
    @Nullable PriceLevel after(long rank) {
        return firstOf(waiting & (-2L << place(rank)));
    }

    private @Nullable PriceLevel firstOf(long places) {
        return places == 0 ? null : levels[Long.numberOfTrailingZeros(places)];
    }

    private static int place(long rank) {
        return (int) rank & (PRICES - 1);
    }

    private static long bit(long rank) {
        return 1L << rank;
    }
}
