package com.rescaleequity.order.trading.book;

import java.util.Map;
import java.util.TreeMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The prices at which orders wait, in the order in which they are served: from the highest price
 * down or from the lowest up; and at each price a queue, first come first served. Prices are ticks
 * above 0, so that 0 is no price. Neighbouring prices share a chapter, so that a price comes and
 * goes by setting a bit and only whole chapters, which come and go rarely, are sorted.
 */
public final class BookSide {

    private final boolean highestFirst;
    private final Queues queues = new Queues();

    // Keyed by rank, so that the first chapter is served next whichever way the side goes.
    private final TreeMap<Long, PriceChapter> sortedChapters = new TreeMap<>();
    private final Long2ObjectHashMap<PriceChapter> chapters = new Long2ObjectHashMap<>();
    private long bestRank = PriceChapter.NONE;

    private BookSide(boolean highestFirst) {
        this.highestFirst = highestFirst;
    }

    public static BookSide highestFirst() {
        return new BookSide(true);
    }

    public static BookSide lowestFirst() {
        return new BookSide(false);
    }

    public boolean isEmpty() {
        return bestRank == PriceChapter.NONE;
    }

    /** The price that is served next, or 0 if nobody waits. */
    public long bestTicks() {
        return ticks(bestRank);
    }

    /** The price that is served when nobody waits at another one any more, or 0. */
    public long ticksAfter(long priceTicks) {
        long rank = rank(priceTicks);
        long next = chapterOf(rank).after(rank);
        return ticks(
                next == PriceChapter.NONE
                        ? firstOf(sortedChapters.higherEntry(PriceChapter.number(rank)))
                        : next);
    }

    /** Whether somebody waits at a price that this side serves no later than a limit. */
    public boolean reaches(long limitTicks) {
        return !isEmpty() && bestRank <= rank(limitTicks);
    }

    /** Whether this side serves a price no later than a limit. */
    public boolean reaches(long priceTicks, long limitTicks) {
        return rank(priceTicks) <= rank(limitTicks);
    }

    /** The sum of what is open at a price. */
    public long lots(long priceTicks) {
        long rank = rank(priceTicks);
        PriceChapter chapter = chapters.get(PriceChapter.number(rank));
        return chapter == null || !chapter.isUsed(rank) ? 0 : chapter.lots(rank);
    }

    /** The order that is served first at a price where orders wait. */
    public RestingOrder first(long priceTicks) {
        long rank = rank(priceTicks);
        RestingOrder first = queues.order(chapterOf(rank).first(rank));
        if (first == null) {
            throw new IllegalStateException("no order at " + priceTicks);
        }
        return first;
    }

    /** The order behind one in its queue, if there is one. */
    public @Nullable RestingOrder behind(RestingOrder order) {
        requireWaiting(order);
        return queues.order(queues.behind(order.place));
    }

    /** Puts an order at the end of the queue of its price. */
    public void enter(RestingOrder order) {
        long rank = open(order);
        enterBehind(chapterOf(rank).last(rank), order);
    }

    /** Puts an order into the queue of its price before all orders with higher ids. */
    public void enterById(RestingOrder order) {
        long rank = open(order);
        int place = chapterOf(rank).last(rank);
        while (isYounger(place, order)) {
            place = queues.before(place);
        }
        enterBehind(place, order);
    }

    private boolean isYounger(int place, RestingOrder order) {
        @Nullable RestingOrder waiting = queues.order(place);
        return waiting != null && waiting.orderId() > order.orderId();
    }

    /** Opens the price of an order that comes. */
    private long open(RestingOrder order) {
        if (order.isWaiting() || order.priceTicks() <= 0) {
            throw new IllegalStateException("order " + order.orderId() + " cannot wait here");
        }
        long rank = rank(order.priceTicks());
        chapterFor(PriceChapter.number(rank)).open(rank);
        bestRank = Math.min(bestRank, rank);
        return rank;
    }

    private void enterBehind(int before, RestingOrder order) {
        long rank = rank(order.priceTicks());
        PriceChapter chapter = chapterOf(rank);
        int first = chapter.first(rank);
        int behind = before == Queues.NONE ? first : queues.behind(before);
        int place = queues.insert(order, before, behind);
        chapter.setEnds(
                rank,
                before == Queues.NONE ? place : first,
                behind == Queues.NONE ? place : chapter.last(rank));
        chapter.changeLots(rank, order.openLots());
    }

    private PriceChapter chapterFor(long number) {
        PriceChapter chapter = chapters.get(number);
        if (chapter == null) {
            chapter = new PriceChapter(number);
            chapters.put(number, chapter);
            sortedChapters.put(number, chapter);
        }
        return chapter;
    }

    private PriceChapter chapterOf(long rank) {
        PriceChapter chapter = chapters.get(PriceChapter.number(rank));
        if (chapter == null || !chapter.isUsed(rank)) {
            throw new IllegalStateException("no order at " + ticks(rank));
        }
        return chapter;
    }

    /** Takes lots off an order that waits here; it keeps its place, also without any. */
    public void reduce(RestingOrder order, long lots) {
        resize(order, order.rest(lots));
    }

    /** Makes so many lots of an order open that waits here; it keeps its place. */
    public void resize(RestingOrder order, long lots) {
        requireWaiting(order);
        long rank = rank(order.priceTicks());
        chapterOf(rank).changeLots(rank, lots - order.openLots());
        order.resizeWaiting(lots);
    }

    /** Takes an order of this side out of its queue. */
    public void remove(RestingOrder order) {
        requireWaiting(order);
        int before = queues.before(order.place);
        int behind = queues.behind(order.place);
        queues.remove(order);
        long rank = rank(order.priceTicks());
        PriceChapter chapter = chapterOf(rank);
        chapter.changeLots(rank, -order.openLots());
        if (before == Queues.NONE && behind == Queues.NONE) {
            chapter.setEnds(rank, Queues.NONE, Queues.NONE);
            close(rank, chapter);
        } else if (before == Queues.NONE) {
            chapter.setEnds(rank, behind, chapter.last(rank));
        } else if (behind == Queues.NONE) {
            chapter.setEnds(rank, chapter.first(rank), before);
        }
    }

    private void requireWaiting(RestingOrder order) {
        if (!order.isWaiting() || !order.equals(queues.order(order.place))) {
            throw new IllegalStateException("order " + order.orderId() + " does not wait here");
        }
    }

    private void close(long rank, PriceChapter chapter) {
        chapter.close(rank);
        if (chapter.isEmpty()) {
            chapters.remove(PriceChapter.number(rank));
            sortedChapters.remove(PriceChapter.number(rank));
        }
        if (rank == bestRank) {
            bestRank = chapter.isEmpty() ? firstOf(sortedChapters.firstEntry()) : chapter.first();
        }
    }

    private static long firstOf(Map.@Nullable Entry<Long, PriceChapter> chapter) {
        return chapter == null ? PriceChapter.NONE : chapter.getValue().first();
    }

    private long rank(long priceTicks) {
        return highestFirst ? -priceTicks : priceTicks;
    }

    private long ticks(long rank) {
        if (rank == PriceChapter.NONE) {
            return 0;
        }
        return highestFirst ? -rank : rank;
    }
}
