package com.rescaleequity.order.trading.book;

import java.util.Map;
import java.util.TreeMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Price levels in the order in which they are served: from the highest price down or from the
 * lowest up. Neighbouring prices share a chapter, so that a level comes and goes by setting a bit
 * and only whole chapters, which come and go rarely, are sorted.
 */
public final class BookSide {

    private final boolean highestFirst;

    // Keyed by rank, so that the first chapter is served next whichever way the side goes.
    private final TreeMap<Long, PriceChapter> sortedChapters = new TreeMap<>();
    private final Long2ObjectHashMap<PriceChapter> chapters = new Long2ObjectHashMap<>();
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
        PriceLevel next = level.chapter().after(rank);
        return next == null ? firstOf(sortedChapters.higherEntry(PriceChapter.number(rank))) : next;
    }

    /** Whether this side serves a price no later than a limit. */
    public boolean reaches(long priceTicks, long limitTicks) {
        return rank(priceTicks) <= rank(limitTicks);
    }

    /** The level at a price, if orders wait there. */
    public @Nullable PriceLevel level(long priceTicks) {
        long rank = rank(priceTicks);
        PriceChapter chapter = chapters.get(PriceChapter.number(rank));
        return chapter == null ? null : chapter.level(rank);
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
        PriceLevel level = chapterFor(PriceChapter.number(rank)).open(rank, price);
        if (best == null || rank < rank(best.priceTicks())) {
            best = level;
        }
        return level;
    }

    private PriceChapter chapterFor(long number) {
        PriceChapter chapter = chapters.get(number);
        if (chapter == null) {
            chapter = new PriceChapter();
            chapters.put(number, chapter);
            sortedChapters.put(number, chapter);
        }
        return chapter;
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
        PriceChapter chapter = level.chapter();
        chapter.close(rank);
        if (chapter.isEmpty()) {
            chapters.remove(PriceChapter.number(rank));
            sortedChapters.remove(PriceChapter.number(rank));
        }
        if (level == best) {
            best = chapter.isEmpty() ? firstOf(sortedChapters.firstEntry()) : chapter.first();
        }
    }

    private static @Nullable PriceLevel firstOf(Map.@Nullable Entry<Long, PriceChapter> chapter) {
        return chapter == null ? null : chapter.getValue().first();
    }

    private long rank(long priceTicks) {
        return highestFirst ? -priceTicks : priceTicks;
    }
}
