package com.rescaleequity.market.depth;

import com.rescaleequity.protocol.market.Depth;
import com.rescaleequity.protocol.market.Level;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One market's public book, and what changed since its last delta was taken. Deltas chain: each
 * begins at the sequence where the one before, or a snapshot, ended. Not thread-safe.
 */
public final class DepthBook {

    /** Levels a side of a published snapshot. */
    public static final int SNAPSHOT_LEVELS = 5000;

    private final String symbol;
    private final TreeMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<Long, Long> asks = new TreeMap<>();
    private final Map<PriceLevel, Long> changes = new LinkedHashMap<>();
    private long sequence;
    private long time;
    private long takenSequence = -1;

    public DepthBook(String symbol) {
        this.symbol = symbol;
    }

    /** Sets the quantity of a level; 0 removes it. */
    public void set(PriceLevel level, long quantity) {
        TreeMap<Long, Long> side = level.bid() ? bids : asks;
        if (quantity == 0) {
            side.remove(level.price());
        } else {
            side.put(level.price(), quantity);
        }
        if (takenSequence >= 0) {
            changes.put(level, quantity);
        }
    }

    /** Says which sequence, and which engine time, the levels now stand at. */
    public void moveTo(long newSequence, long newTime) {
        sequence = newSequence;
        time = newTime;
    }

    public long sequence() {
        return sequence;
    }

    public long time() {
        return time;
    }

    /** Best bid price and quantity, or null. */
    public @Nullable Entry<Long, Long> bestBid() {
        return bids.firstEntry();
    }

    /** Best ask price and quantity, or null. */
    public @Nullable Entry<Long, Long> bestAsk() {
        return asks.firstEntry();
    }

    /** The book to this many levels a side, best first. */
    public Depth top(int levels) {
        Depth.Builder depth =
                Depth.newBuilder()
                        .setSymbol(symbol)
                        .setSnapshot(true)
                        .setSequence(sequence)
                        .setTimestamp(time);
        bids.entrySet().stream().limit(levels).forEach(e -> depth.addBids(level(e)));
        asks.entrySet().stream().limit(levels).forEach(e -> depth.addAsks(level(e)));
        return depth.build();
    }

    /** A snapshot to publish; deltas go on from it. */
    public Depth takeSnapshot() {
        changes.clear();
        takenSequence = sequence;
        return top(SNAPSHOT_LEVELS);
    }

    /** What changed since the last delta or snapshot; null when nothing did, or none was taken. */
    public @Nullable Depth takeDelta() {
        if (takenSequence < 0 || takenSequence == sequence) {
            return null;
        }
        Depth.Builder depth =
                Depth.newBuilder()
                        .setSymbol(symbol)
                        .setPreviousSequence(takenSequence)
                        .setSequence(sequence)
                        .setTimestamp(time);
        changes.forEach((level, quantity) -> {
            Level changed =
                    Level.newBuilder().setPrice(level.price()).setQuantity(quantity).build();
            if (level.bid()) {
                depth.addBids(changed);
            } else {
                depth.addAsks(changed);
            }
        });
        changes.clear();
        takenSequence = sequence;
        return depth.build();
    }

    private static Level level(Entry<Long, Long> entry) {
        return Level.newBuilder().setPrice(entry.getKey()).setQuantity(entry.getValue()).build();
    }
}
