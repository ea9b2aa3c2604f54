package com.rescaleequity.local.replay.lobster;

import com.fasterxml.jackson.databind.JsonNode;
import com.rescaleequity.local.client.MarketReader;
import com.rescaleequity.local.replay.mirror.LevelSide;
import com.rescaleequity.platform.decimal.Units;
import java.io.IOException;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the exchange's depth and compares it with rows, both sides, all of their levels. */
final class RowComparison {

    private static final Logger LOG = LoggerFactory.getLogger(RowComparison.class);

    private final MarketReader market;
    private final String symbol;
    private long rows;
    private long equalRows;
    private long levels;
    private long equalLevels;

    RowComparison(MarketReader market, String symbol) {
        this.market = market;
        this.symbol = symbol;
    }

    void compare(LobsterRow row) throws IOException, InterruptedException {
        JsonNode depth =
                market.read("/market/depth?symbol=%s&limit=%d".formatted(symbol, row.depth()));
        NavigableMap<Long, Long> bids = levels(depth.path("bids"), LevelSide.BID);
        NavigableMap<Long, Long> asks = levels(depth.path("asks"), LevelSide.ASK);
        rows++;
        levels += row.bids().size() + row.asks().size();
        equalLevels += equal(row.bids(), bids) + equal(row.asks(), asks);
        if (bids.equals(row.bids()) && asks.equals(row.asks())) {
            equalRows++;
        } else {
            LOG.warn("Row {} differs: {} but {} {}", rows, row, bids, asks);
        }
    }

    private static NavigableMap<Long, Long> levels(JsonNode pairs, LevelSide side) {
        NavigableMap<Long, Long> levels = new TreeMap<>(side.bestFirst());
        for (JsonNode pair : pairs) {
            levels.put(
                    Units.fromDecimal(pair.get(0).decimalValue()),
                    Units.fromDecimal(pair.get(1).decimalValue()));
        }
        return levels;
    }

    private static long equal(NavigableMap<Long, Long> row, NavigableMap<Long, Long> exchange) {
        return row.entrySet().stream()
                .filter(level -> level.getValue().equals(exchange.get(level.getKey())))
                .count();
    }

    boolean exact() {
        return rows == equalRows;
    }

    String summary() {
        return "%,d of %,d rows equal, %,d of %,d levels equal"
                .formatted(equalRows, rows, equalLevels, levels);
    }
}
