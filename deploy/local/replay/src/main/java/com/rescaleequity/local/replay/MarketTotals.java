package com.rescaleequity.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.rescaleequity.local.client.MarketReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What the exchange itself says about the trades that it printed. */
final class MarketTotals {

    private static final int PAGE = 1000;
    private static final long MINUTE = 60_000;

    private final MarketReader market;
    private final String symbol;

    MarketTotals(MarketReader market, String symbol) {
        this.market = market;
        this.symbol = symbol;
    }

    /**
     * Volume and number of trades in candles.
     *
     * @param volume in base units
     * @param trades how many
     */
    record Candles(BigDecimal volume, long trades) {}

    /** The number that the next trade will have. */
    long nextTradeId() throws IOException, InterruptedException {
        JsonNode newest = market.read("/market/trades?limit=1&symbol=" + symbol);
        return newest.isEmpty() ? 1 : newest.get(newest.size() - 1).path("tradeId").asLong() + 1;
    }

    /** The trades from a number on, as many as there are, but not more than the limit. */
    List<TapeTrade> trades(long fromId, int most) throws IOException, InterruptedException {
        List<TapeTrade> trades = new ArrayList<>();
        while (trades.size() < most) {
            JsonNode page =
                    market.read(
                            "/market/trades?symbol=%s&limit=%d&fromId=%d"
                                    .formatted(symbol, PAGE, fromId + trades.size()));
            for (JsonNode trade : page) {
                trades.add(
                        new TapeTrade(
                                trade.path("tradeId").asLong(),
                                trade.path("price").decimalValue(),
                                trade.path("quantity").decimalValue(),
                                trade.path("side").asText(),
                                trade.path("timestamp").asLong()));
            }
            if (page.size() < PAGE) {
                break;
            }
        }
        return trades;
    }

    /** The sums over the one-minute candles from a minute until now. */
    Candles candlesSince(long startMinute) throws IOException, InterruptedException {
        BigDecimal volume = BigDecimal.ZERO;
        long trades = 0;
        long next = startMinute;
        while (true) {
            JsonNode page =
                    market.read(
                            "/market/candles?symbol=%s&interval=1m&limit=%d&startTime=%d&endTime=%d"
                                    .formatted(symbol, PAGE, next, next + (PAGE - 1) * MINUTE));
            for (JsonNode candle : page) {
                volume = volume.add(candle.path("volume").decimalValue());
                trades += candle.path("trades").asLong();
            }
            if (page.size() < PAGE) {
                return new Candles(volume, trades);
            }
            next += PAGE * MINUTE;
        }
    }

    JsonNode ticker() throws IOException, InterruptedException {
        return market.read("/market/tickers?symbol=" + symbol).path(0);
    }
}
