package com.rescaleequity.order.trading.book;

import java.util.Map;
import java.util.TreeMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Price levels in the order in which they are served: from the highest price down or from the
 * lowest up. Neighbouring prices share a page, so that a level comes and goes by setting a bit and
 * only whole pages, which come and go rarely, have to be sorted.
 */
public final class BookSide {

    private final boolean highestFirst;

    // Keyed by rank, so that the first page is served next whichever way the side goes.
    private final TreeMap<Long, PricePage> sortedPages = new TreeMap<>();
    private final Long2ObjectHashMap<PricePage> pages = new Long2ObjectHashMap<>();
    private @Nullable PriceLevel best;

    private BookSide(boolean highestFirst) {
        this.highestFirst = highestFirst;
    }

    public static BookSide highestFirst() {
        return new BookSide(true);
    }

    public static BookSide lowestFirst() {
        return new BookSide(false);
    }

    /** The level served next. */
    public @Nullable PriceLevel best() {
        return best;
    }

    /** The level served when another one is empty. */
    public @Nullable PriceLevel after(PriceLevel level) {
        long rank = rank(level.priceTicks());
        PriceLevel next = level.page().after(rank);
        return next == null ? firstOf(sortedPages.higherEntry(PricePage.number(rank))) : next;
    }

    /** Whether this side serves a price no later than a limit. */
    public boolean reaches(long priceTicks, long limitTicks) {
        return rank(priceTicks) <= rank(limitTicks);
    }

    /** The level at a price, if orders wait there. */
    public @Nullable PriceLevel level(long priceTicks) {
        long rank = rank(priceTicks);
        PricePage page = pages.get(PricePage.number(rank));
        return page == null ? null : page.level(rank);
    }

    /** Puts an order at the end of the queue of its price. */
    public void enter(RestingOrder order) {
        levelFor(order).append(order);
    }

    /** Puts an order into the queue of its price before all orders with higher ids. */
    public void enterById(RestingOrder order) {
        levelFor(order).insertById(order);
    }

    private PriceLevel levelFor(RestingOrder order) {
        long price = order.priceTicks();
        long rank = rank(price);
        PriceLevel level = pageFor(PricePage.number(rank)).open(rank, price);
        if (best == null || rank < rank(best.priceTicks())) {
            best = level;
        }
        return level;
    }

    private PricePage pageFor(long number) {
        PricePage page = pages.get(number);
        if (page == null) {
            page = new PricePage();
            pages.put(number, page);
            sortedPages.put(number, page);
        }
        return page;
    }

    /** Takes an order of this side out of its queue. */
    public void remove(RestingOrder order) {
        PriceLevel level = order.level();
        if (level == null) {
            throw new IllegalStateException("order " + order.orderId() + " is in no level");
        }
        level.remove(order);
        if (level.isEmpty()) {
            close(level);
        }
    }

    private void close(PriceLevel level) {
        long rank = rank(level.priceTicks());
        PricePage page = level.page();
        page.close(rank);
        if (page.isEmpty()) {
            pages.remove(PricePage.number(rank));
            sortedPages.remove(PricePage.number(rank));
        }
        if (level == best) {
            best = page.isEmpty() ? firstOf(sortedPages.firstEntry()) : page.first();
        }
    }

    private static @Nullable PriceLevel firstOf(Map.@Nullable Entry<Long, PricePage> page) {
        return page == null ? null : page.getValue().first();
    }

    private long rank(long priceTicks) {
        return highestFirst ? -priceTicks : priceTicks;
    }
}
