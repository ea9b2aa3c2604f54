package com.rescaleequity.market.publish;

import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.market.PublicTrade;
import com.rescaleequity.protocol.market.PublicTrades;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trades on their way to market.trades, one record for many of a market: a record costs about the
 * same whatever it holds. Used by one thread.
 */
final class TradesByMarket {

    /** About 350 kB, of the megabyte that a record of the topic may have. */
    private static final int MOST = 5_000;

    private final Map<String, List<PublicTrade>> markets = new LinkedHashMap<>();

    /** Adds the next trade of its market. */
    void add(PublicTrade trade) {
        markets.computeIfAbsent(trade.getSymbol(), symbol -> new ArrayList<>()).add(trade);
    }

    /** Sends them all, each market's in their order. */
    void send(MarketRecordSender topics) {
        markets.forEach((symbol, trades) -> {
            for (int from = 0; from < trades.size(); from += MOST) {
                List<PublicTrade> some = trades.subList(from, Math.min(trades.size(), from + MOST));
                PublicTrades record = PublicTrades.newBuilder().addAllTrades(some).build();
                topics.send(Topics.MARKET_TRADES, symbol, record);
            }
        });
    }
}
