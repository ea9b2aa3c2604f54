package com.rescaleequity.local.replay.book;

import com.rescaleequity.local.replay.mirror.LevelKey;
import com.rescaleequity.local.replay.mirror.LevelSide;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The book as far as a recording tells it. A snapshot tells every level in its price range; beyond
 * that range only levels that a change has named are known. Changes chain by their update ids: what
 * the snapshot holds already is dropped, and a gap is an error.
 */
final class RecordedBook {

    private final NavigableMap<Long, Long> bids = new TreeMap<>(LevelSide.BID.bestFirst());
    private final NavigableMap<Long, Long> asks = new TreeMap<>(LevelSide.ASK.bestFirst());
    private final List<FeedMessage.Change> early = new ArrayList<>();
    private final Set<LevelKey> named = new HashSet<>();
    private long lastUpdateId = -1;
    private long lowestCovered;
    private long highestCovered;

    /** Whether a snapshot has come, so that there is a book. */
    boolean begun() {
        return lastUpdateId >= 0;
    }

    /** Begins with a snapshot; tells the levels that changed, here and by what came before it. */
    Set<LevelKey> apply(FeedMessage.Snapshot snapshot) throws IOException {
        if (snapshot.lastUpdateId() <= lastUpdateId) {
            return Set.of();
        }
        Set<LevelKey> changed = new HashSet<>();
        bids.keySet().forEach(price -> changed.add(new LevelKey(LevelSide.BID, price)));
        asks.keySet().forEach(price -> changed.add(new LevelKey(LevelSide.ASK, price)));
        bids.clear();
        asks.clear();
        named.clear();
        lastUpdateId = snapshot.lastUpdateId();
        set(LevelSide.BID, snapshot.bids(), changed);
        set(LevelSide.ASK, snapshot.asks(), changed);
        named.clear();
        lowestCovered = bids.isEmpty() ? 0 : bids.lastKey();
        highestCovered = asks.isEmpty() ? Long.MAX_VALUE : asks.lastKey();
        for (FeedMessage.Change change : early) {
            changed.addAll(apply(change));
        }
        early.clear();
        return changed;
    }

    /** Tells the levels that changed; before the snapshot there are none, and it is kept. */
    Set<LevelKey> apply(FeedMessage.Change change) throws IOException {
        if (!begun()) {
            early.add(change);
            return Set.of();
        }
        if (change.lastUpdateId() <= lastUpdateId) {
            return Set.of();
        }
        if (change.firstUpdateId() > lastUpdateId + 1) {
            throw new IOException(
                    "The recording misses the depth changes %d to %d."
                            .formatted(lastUpdateId + 1, change.firstUpdateId() - 1));
        }
        lastUpdateId = change.lastUpdateId();
        Set<LevelKey> changed = new HashSet<>();
        set(LevelSide.BID, change.bids(), changed);
        set(LevelSide.ASK, change.asks(), changed);
        return changed;
    }

    private void set(LevelSide side, List<FeedMessage.Level> levels, Set<LevelKey> changed) {
        NavigableMap<Long, Long> book = side == LevelSide.BID ? bids : asks;
        for (FeedMessage.Level level : levels) {
            if (level.quantity() == 0) {
                book.remove(level.price());
            } else {
                book.put(level.price(), level.quantity());
            }
            LevelKey key = new LevelKey(side, level.price());
            changed.add(key);
            named.add(key);
        }
    }

    /** What waits at a level, 0 if nothing or if the recording does not tell. */
    long quantity(LevelKey key) {
        return levels(key.side()).getOrDefault(key.price(), 0L);
    }

    /** Quantities by price, best first. */
    NavigableMap<Long, Long> levels(LevelSide side) {
        return Collections.unmodifiableNavigableMap(side == LevelSide.BID ? bids : asks);
    }

    /** Whether the snapshot told this level, be it that there is nothing. */
    boolean covered(LevelKey key) {
        return key.side() == LevelSide.BID
                ? key.price() >= lowestCovered
                : key.price() <= highestCovered;
    }

    /** Whether the recording tells what waits at a level. */
    boolean determined(LevelKey key) {
        return covered(key) || named.contains(key);
    }

    long lowestCovered() {
        return lowestCovered;
    }

    long highestCovered() {
        return highestCovered;
    }
}
