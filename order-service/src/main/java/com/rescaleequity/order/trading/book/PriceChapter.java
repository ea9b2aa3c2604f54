package com.rescaleequity.order.trading.book;

import org.jspecify.annotations.Nullable;

/** A run of neighbouring pages of one side; pages go when nobody waits on them. */
final class PriceChapter extends BitRow<PricePage> {

    /** The number of the chapter that a rank stands in; those of lower numbers are served first. */
    static long number(long rank) {
        return rank >> (2 * BitRow.BITS);
    }

    private static long page(long rank) {
        return rank >> BitRow.BITS;
    }

    /** The level at a rank, if orders wait there. */
    @Nullable PriceLevel level(long rank) {
        PricePage page = get(page(rank));
        return page == null ? null : page.get(rank);
    }

    /** The level at a rank, from now on one that orders wait at. */
    PriceLevel open(long rank, long priceTicks) {
        PricePage page = get(page(rank));
        if (page == null) {
            page = new PricePage(this);
            use(page(rank), page);
        }
        return page.open(rank, priceTicks);
    }

    /** Notes that nobody waits at a level any more. */
    void close(PriceLevel level, long rank) {
        PricePage page = level.page();
        page.putBy(rank);
        if (page.isEmpty()) {
            remove(page(rank));
        }
    }

    /** The level of the chapter that is served first, if there is one. */
    @Nullable PriceLevel first() {
        return firstOf(firstItem());
    }

    /** The level of the chapter that is served after one of its own, if there is one. */
    @Nullable PriceLevel after(PriceLevel level, long rank) {
        PriceLevel next = level.page().itemAfter(rank);
        return next == null ? firstOf(itemAfter(page(rank))) : next;
    }

    private static @Nullable PriceLevel firstOf(@Nullable PricePage page) {
        return page == null ? null : page.firstItem();
    }
}
