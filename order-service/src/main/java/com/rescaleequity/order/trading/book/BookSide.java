package com.rescaleequity.order.trading.book;

import java.util.Collection;
import java.util.Collections;
import java.util.TreeMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Price levels in the order in which they are served: from the highest price down or from the
 * lowest up. Levels exist only while orders wait in them.
 */
public final class BookSide {

    private final boolean highestFirst;

    // Keyed by rank, so that the first entry is the level served next whichever way the side goes.
    private final TreeMap<Long, PriceLevel> byRank = new TreeMap<>();
    private final Long2ObjectHashMap<PriceLevel> byPrice = new Long2ObjectHashMap<>();
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

    /** Whether this side serves a price no later than a limit. */
    public boolean reaches(long priceTicks, long limitTicks) {
        return rank(priceTicks) <= rank(limitTicks);
    }

    /** The levels, in the order in which they are served. */
    public Collection<PriceLevel> levels() {
        return Collections.unmodifiableCollection(byRank.values());
    }

    public @Nullable PriceLevel level(long priceTicks) {
        return byPrice.get(priceTicks);
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
        PriceLevel level = byPrice.get(price);
        if (level == null) {
            level = new PriceLevel(price);
            byPrice.put(price, level);
            byRank.put(rank(price), level);
            if (best == null || rank(price) < rank(best.priceTicks())) {
                best = level;
            }
        }
        return level;
    }

    /** Takes an order of this side out of its queue. */
    public void remove(RestingOrder order) {
        PriceLevel level = order.level();
        if (level == null) {
            throw new IllegalStateException("order " + order.orderId() + " is in no level");
        }
        level.remove(order);
        if (level.isEmpty()) {
            byPrice.remove(level.priceTicks());
            byRank.remove(rank(level.priceTicks()));
            if (level == best) {
                var first = byRank.firstEntry();
                best = first == null ? null : first.getValue();
            }
        }
    }

    private long rank(long priceTicks) {
        return highestFirst ? -priceTicks : priceTicks;
    }
}
