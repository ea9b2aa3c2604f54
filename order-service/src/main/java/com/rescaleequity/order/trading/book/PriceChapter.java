package com.rescaleequity.order.trading.book;

/**
 * A run of 64 pages of 64 neighbouring prices of one side, each with the sum of its lots and the
 * ends of its queue. One bit a price says whether orders wait there, and one a page whether they
 * wait anywhere on it, which finds the next price at once. A page stays while its chapter is used:
 * prices that traded once mostly trade again. Only used ranks may be asked for their orders.
 */
final class PriceChapter {

    /** No rank: nobody waits. */
    static final long NONE = Long.MAX_VALUE;

    private static final int BITS = 6;
    private static final int PLACES = 1 << BITS;

    // Of each price the sum of its lots and then its ends, which are the places of the queue's
    // first order (upper half) and last order: what is needed together stands together.
    private final long[][] pages = new long[PLACES][];
    private final long[] usedPlaces = new long[PLACES];
    private final long number;
    private long usedPages;

    PriceChapter(long number) {
        this.number = number;
    }

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

    /** Whether orders wait at a rank. */
    boolean isUsed(long rank) {
        return (usedPlaces[page(rank)] & bit(place(rank))) != 0;
    }

    /** The sum of the lots at a rank. */
    long lots(long rank) {
        return pages[page(rank)][2 * place(rank)];
    }

    void changeLots(long rank, long change) {
        long[] page = pages[page(rank)];
        page[2 * place(rank)] = Math.addExact(page[2 * place(rank)], change);
    }

    /** The place of the order that is served first at a rank. */
    int first(long rank) {
        return (int) (pages[page(rank)][2 * place(rank) + 1] >>> Integer.SIZE);
    }

    /** The place of the order that is served last at a rank. */
    int last(long rank) {
        return (int) pages[page(rank)][2 * place(rank) + 1];
    }

    void setEnds(long rank, int first, int last) {
        pages[page(rank)][2 * place(rank) + 1] = (long) first << Integer.SIZE | last;
    }

    /** Notes that orders wait at a rank from now on. */
    void open(long rank) {
        int page = page(rank);
        if (pages[page] == null) {
            pages[page] = new long[2 * PLACES];
        }
        usedPlaces[page] |= bit(place(rank));
        usedPages |= bit(page);
    }

    /** Notes that nobody waits at a rank any more; it has no lots and no ends. */
    void close(long rank) {
        int page = page(rank);
        usedPlaces[page] &= ~bit(place(rank));
        if (usedPlaces[page] == 0) {
            usedPages &= ~bit(page);
        }
    }

    /** The rank that is served first, or {@link #NONE}. */
    long first() {
        return firstOf(usedPages);
    }

    /** The rank that is served after another one, or {@link #NONE}. */
    long after(long rank) {
        int page = page(rank);
        long later = usedPlaces[page] & behind(place(rank));
        return later == 0 ? firstOf(usedPages & behind(page)) : rank(page, later);
    }

    private long firstOf(long pagesToSearch) {
        if (pagesToSearch == 0) {
            return NONE;
        }
        int page = Long.numberOfTrailingZeros(pagesToSearch);
        return rank(page, usedPlaces[page]);
    }

    private long rank(int page, long places) {
        return (number << BITS | page) << BITS | Long.numberOfTrailingZeros(places);
    }
}
