package com.rescaleequity.stream.subscription;

import com.rescaleequity.protocol.market.Depth;
import com.rescaleequity.protocol.market.Level;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One market's book, kept from snapshots and deltas by the contract's one rule. After a gap it
 * knows nothing until the next snapshot. Hub only.
 */
final class Book {

    /** What a record did to the book. */
    enum Effect {
        /** It was known already, or the book waits for a snapshot. */
        NONE,
        /** It was the next delta. */
        CHANGED,
        /** The book is another one: it was a snapshot ahead of what was known. */
        REPLACED,
        /** Deltas are missing. */
        GAP
    }

    private static final int MAX_LEVELS = 5000;

    private final Map<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
    private final Map<Long, Long> asks = new TreeMap<>();
    private boolean known;
    private long sequence;
    private long timestamp;

    Effect apply(Depth depth) {
        if (depth.getSnapshot()) {
            return replace(depth);
        }
        if (!known || depth.getSequence() <= sequence) {
            return Effect.NONE;
        }
        if (depth.getPreviousSequence() > sequence) {
            known = false;
            return Effect.GAP;
        }
        take(depth);
        return Effect.CHANGED;
    }

    /** Whether it can be shown. */
    boolean isKnown() {
        return known;
    }

    /** The last book change that it holds. */
    long sequence() {
        return sequence;
    }

    /** Time of that change, epoch ms. */
    long timestamp() {
        return timestamp;
    }

    /** The best bids, best first. */
    List<Level> bids(int levels) {
        return best(bids, levels);
    }

    /** The best asks, best first. */
    List<Level> asks(int levels) {
        return best(asks, levels);
    }

    /** How many levels both sides have. */
    int levels() {
        return bids.size() + asks.size();
    }

    /** As many levels a side as a snapshot may hold. */
    static int maxLevels() {
        return MAX_LEVELS;
    }

    private Effect replace(Depth depth) {
        if (known && depth.getSequence() <= sequence) {
            return Effect.NONE;
        }
        bids.clear();
        asks.clear();
        take(depth);
        known = true;
        return Effect.REPLACED;
    }

    private void take(Depth depth) {
        set(bids, depth.getBidsList());
        set(asks, depth.getAsksList());
        sequence = depth.getSequence();
        timestamp = depth.getTimestamp();
    }

    private static void set(Map<Long, Long> side, List<Level> levels) {
        for (Level level : levels) {
            if (level.getQuantity() == 0) {
                side.remove(level.getPrice());
            } else {
                side.put(level.getPrice(), level.getQuantity());
            }
        }
    }

    private static List<Level> best(Map<Long, Long> side, int levels) {
        return side.entrySet().stream()
                .limit(levels)
                .map(e -> Level.newBuilder().setPrice(e.getKey()).setQuantity(e.getValue()).build())
                .toList();
    }
}
