package com.rescaleequity.order.trading.book;

/**
 * A run of neighbouring prices of one side. Levels stay when they become empty, because prices that
 * traded once mostly trade again.
 */
final class PricePage extends BitRow<PriceLevel> {

    private final PriceChapter chapter;

    PricePage(PriceChapter chapter) {
        this.chapter = chapter;
    }

    PriceChapter chapter() {
        return chapter;
    }

    /** The level at a rank, from now on one that orders wait at. */
    PriceLevel open(long rank, long priceTicks) {
        PriceLevel level = kept(rank);
        if (level == null) {
            level = new PriceLevel(priceTicks, this);
        }
        use(rank, level);
        return level;
    }
}
