package com.rescaleequity.local.replay.lobster;

import com.rescaleequity.local.replay.mirror.LevelKey;
import com.rescaleequity.local.replay.mirror.LevelSide;
import com.rescaleequity.platform.decimal.Units;
import java.io.IOException;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * One line of an orderbook file: the best levels of both sides after the message of the same line.
 * If a side fills its levels, what lies behind the last one is out of view.
 *
 * @param depth how many levels of a side a line can show
 * @param bids quantity by price, in units, best first
 * @param asks quantity by price, in units, best first
 */
record LobsterRow(int depth, NavigableMap<Long, Long> bids, NavigableMap<Long, Long> asks) {

    private static final int COLUMNS = 4;

    /** Reads a line: ask price, ask size, bid price, bid size, for each level; size 0 is none. */
    static LobsterRow parse(String line) throws IOException {
        String[] columns = line.strip().split(",");
        if (columns.length % COLUMNS != 0) {
            throw new IOException("Not a line of a LOBSTER orderbook file: " + line);
        }
        NavigableMap<Long, Long> bids = new TreeMap<>(LevelSide.BID.bestFirst());
        NavigableMap<Long, Long> asks = new TreeMap<>(LevelSide.ASK.bestFirst());
        try {
            for (int i = 0; i < columns.length; i += COLUMNS) {
                put(asks, columns[i], columns[i + 1]);
                put(bids, columns[i + 2], columns[i + 3]);
            }
        } catch (NumberFormatException e) {
            throw new IOException("Not a line of a LOBSTER orderbook file: " + line, e);
        }
        return new LobsterRow(columns.length / COLUMNS, bids, asks);
    }

    private static void put(NavigableMap<Long, Long> side, String price, String size) {
        long quantity = Long.parseLong(size);
        if (quantity > 0) {
            side.put(Long.parseLong(price) * LobsterMessage.PRICE_UNITS, quantity * Units.ONE);
        }
    }

    NavigableMap<Long, Long> side(LevelSide side) {
        return side == LevelSide.BID ? bids : asks;
    }

    long quantity(LevelKey level) {
        return side(level.side()).getOrDefault(level.price(), 0L);
    }

    /** Whether the line tells what is at this level, be it nothing. */
    boolean shows(LevelKey level) {
        NavigableMap<Long, Long> levels = side(level.side());
        return levels.size() < depth
                || level.side().bestFirst().compare(level.price(), levels.lastKey()) <= 0;
    }

    /** Whether a buyer and a seller stand at one price, which no matching book can show. */
    boolean crossed() {
        return !bids.isEmpty() && !asks.isEmpty() && bids.firstKey() >= asks.firstKey();
    }
}
