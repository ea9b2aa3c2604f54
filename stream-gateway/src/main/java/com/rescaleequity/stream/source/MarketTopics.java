package com.rescaleequity.stream.source;

import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.market.Candle;
import com.rescaleequity.protocol.market.Depth;
import com.rescaleequity.protocol.market.PublicTrades;
import com.rescaleequity.protocol.market.Ticker;
import com.rescaleequity.protocol.trading.Instrument;
import com.rescaleequity.stream.source.MarketTopic.Start;
import com.rescaleequity.stream.subscription.BookBoard;
import com.rescaleequity.stream.subscription.CandleBoard;
import com.rescaleequity.stream.subscription.ListedMarkets;
import com.rescaleequity.stream.subscription.TickerBoard;
import com.rescaleequity.stream.subscription.TradeTape;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** The market topics, and the boards that they feed. */
@Singleton
final class MarketTopics {

    /** The states that the topics feed. */
    @Singleton
    record Boards(TickerBoard tickers, BookBoard books, CandleBoard candles, TradeTape trades) {}

    private final List<MarketTopic<?>> all;

    MarketTopics(ListedMarkets markets, Boards boards, Clock clock) {
        all =
                List.of(
                        new MarketTopic<>(
                                Topics.MARKET_INSTRUMENTS,
                                Start.BEGINNING,
                                Instrument.parser(),
                                markets::onInstrument),
                        new MarketTopic<>(
                                Topics.MARKET_TICKERS,
                                Start.BEGINNING,
                                Ticker.parser(),
                                ticker -> boards.tickers().onTicker(ticker, clock.millis())),
                        new MarketTopic<>(
                                Topics.MARKET_DEPTH,
                                Start.LOOKBACK,
                                Depth.parser(),
                                boards.books()::onDepth),
                        new MarketTopic<>(
                                Topics.MARKET_CANDLES,
                                Start.LOOKBACK,
                                Candle.parser(),
                                boards.candles()::onCandle),
                        new MarketTopic<>(
                                Topics.MARKET_TRADES,
                                Start.END,
                                PublicTrades.parser(),
                                trades ->
                                        trades.getTradesList().forEach(boards.trades()::onTrade)));
    }

    List<MarketTopic<?>> all() {
        return all;
    }
}
