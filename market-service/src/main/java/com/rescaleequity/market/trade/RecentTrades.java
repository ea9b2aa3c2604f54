package com.rescaleequity.market.trade;

import com.rescaleequity.protocol.market.PublicTrade;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The newest trades of a market, as many as an answer may have. Of older ones it says that it does
 * not know them. Not thread-safe.
 */
public final class RecentTrades {

    /** Trades that are held. */
    public static final int KEPT = 1000;

    private static final long FIRST_ID = 1;

    private final Deque<PublicTrade> trades = new ArrayDeque<>();

    /** The trades that a market had so far, ascending. */
    public RecentTrades(List<PublicTrade> newest) {
        newest.forEach(this::add);
    }

    /** Adds the trade after the last one. */
    public void add(PublicTrade trade) {
        trades.addLast(trade);
        if (trades.size() > KEPT) {
            trades.removeFirst();
        }
    }

    /** The last trade, null before the first one. */
    public @Nullable PublicTrade last() {
        return trades.peekLast();
    }

    /** The newest trades, ascending, as many as are held at most. */
    public List<PublicTrade> newest(long limit) {
        return upTo(Long.MAX_VALUE, limit);
    }

    /** The trades from an id on, ascending; null when older ones than are held are asked for. */
    public @Nullable List<PublicTrade> fromId(long id, long limit) {
        PublicTrade oldest = trades.peekFirst();
        boolean isHeld = isWhole() || (oldest != null && id >= oldest.getTradeId());
        return isHeld ? oldest(trade -> trade.getTradeId() >= id, limit) : null;
    }

    /**
     * The trades within two times, inclusive, ascending: the oldest when there is a start, else the
     * newest. Null when older ones than are held are asked for.
     */
    public @Nullable List<PublicTrade> within(
            @Nullable Long startTime, @Nullable Long endTime, long limit) {
        long end = endTime == null ? Long.MAX_VALUE : endTime;
        if (startTime == null) {
            List<PublicTrade> newest = upTo(end, limit);
            return isWhole() || newest.size() == limit ? newest : null;
        }
        long start = startTime;
        PublicTrade oldest = trades.peekFirst();
        // Trades of one time may have gone in part.
        boolean isHeld = isWhole() || (oldest != null && start > oldest.getTimestamp());
        return isHeld
                ? oldest(t -> t.getTimestamp() >= start && t.getTimestamp() <= end, limit)
                : null;
    }

    /** Whether the market never had another trade. */
    private boolean isWhole() {
        PublicTrade oldest = trades.peekFirst();
        return oldest == null || oldest.getTradeId() == FIRST_ID;
    }

    private List<PublicTrade> oldest(Predicate<PublicTrade> wanted, long limit) {
        return trades.stream().filter(wanted).limit(limit).toList();
    }

    private List<PublicTrade> upTo(long endTime, long limit) {
        List<PublicTrade> newest = new ArrayList<>();
        Iterator<PublicTrade> backwards = trades.descendingIterator();
        while (backwards.hasNext() && newest.size() < limit) {
            PublicTrade trade = backwards.next();
            if (trade.getTimestamp() <= endTime) {
                newest.add(trade);
            }
        }
        return newest.reversed();
    }
}
