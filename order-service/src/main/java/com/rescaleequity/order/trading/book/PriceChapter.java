package com.rescaleequity.order.trading.book;

import org.jspecify.annotations.Nullable;

/**
 * A run of 64 pages of 64 neighbouring prices of one side. One bit a price says whether orders wait
 * there, and one a page whether they wait anywhere on it, which finds the next price at once. The
 * bits stand together, apart from the many levels, and so stay in the processor's cache. A level
 * without orders stays while its page is used: prices that traded once mostly trade again.
 */
final class PriceChapter {

    private static final int BITS = 6;
    private static final int PLACES = 1 << BITS;

    private final PriceLevel[][] pages = new PriceLevel[PLACES][];
    private final long[] usedPlaces = new long[PLACES];
    private long usedPages;

    /** The number of the chapter that a rank stands in; those of lower numbers are served first. */
    static long number(long rank) {
        return rank >> (2 * BITS);
    }

    private static int page(long rank) {
        return place(rank >> BITS);
    }

    private static int place(long rank) {
        return (int) rank & (PLACES - 1);
    }

    private static long bit(int place) {
        return 1L << place;
    }

    /** The bits behind a place. */
    private static long behind(int place) {
        return -2L << place;
    }

    boolean isEmpty() {
        return usedPages == 0;
    }

    /** The level at a rank, if orders wait there. */
    @Nullable PriceLevel level(long rank) {
        int page = page(rank);
        int place = place(rank);
        return (usedPlaces[page] & bit(place)) == 0 ? null : pages[page][place];
    }

    /** The level at a rank, from now on one that orders wait at. */
    PriceLevel open(long rank, long priceTicks) {
        int page = page(rank);
        int place = place(rank);
        if (usedPlaces[page] == 0) {
            pages[page] = new PriceLevel[PLACES];
            usedPages |= bit(page);
        }
        usedPlaces[page] |= bit(place);
        PriceLevel level = pages[page][place];
        if (level == null) {
            level = new PriceLevel(priceTicks, this);
            pages[page][place] = level;
        }
        return level;
    }

    /** Notes that nobody waits at a rank any more. */
    void close(long rank) {
        int page = page(rank);
        usedPlaces[page] &= ~bit(place(rank));
        if (usedPlaces[page] == 0) {
            pages[page] = null;
            usedPages &= ~bit(page);
        }
    }

    /** The level of the chapter that is served first, if there is one. */
    @Nullable PriceLevel first() {
        return firstOf(usedPages);
    }

    /** The level of the chapter that is served after a rank, if there is one. */
    @Nullable PriceLevel after(long rank) {
        int page = page(rank);
        long later = usedPlaces[page] & behind(place(rank));
        return later == 0
                ? firstOf(usedPages & behind(page))
                : pages[page][Long.numberOfTrailingZeros(later)];
    }

    private @Nullable PriceLevel firstOf(long pagesToSearch) {
        if (pagesToSearch == 0) {
            return null;
        }
        int page = Long.numberOfTrailingZeros(pagesToSearch);
        return pages[page][Long.numberOfTrailingZeros(usedPlaces[page])];
    }
}
