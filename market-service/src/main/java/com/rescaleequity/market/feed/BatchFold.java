package com.rescaleequity.market.feed;

import com.rescaleequity.market.candle.CandleStore.SymbolCandle;
import com.rescaleequity.market.depth.LevelStore.SymbolLevel;
import com.rescaleequity.market.trade.SequencedTrade;
import com.rescaleequity.platform.follower.EventBatch;
import com.rescaleequity.protocol.market.PublicTrade;
import com.rescaleequity.protocol.trading.Event;
import com.rescaleequity.protocol.trading.Side;
import com.rescaleequity.protocol.trading.TradeExecuted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A batch of events by market, and the same as rows. Folding changes nothing else. */
final class BatchFold {

    private final Map<String, MarketChange> changes = new LinkedHashMap<>();
    private final List<SequencedTrade> trades = new ArrayList<>();

    private BatchFold() {}

    static BatchFold of(EventBatch batch) {
        BatchFold fold = new BatchFold();
        for (int i = 0; i < batch.events().size(); i++) {
            fold.add(batch.events().get(i), batch.sequenceOf(i));
        }
        return fold;
    }

    private void add(Event event, long sequence) {
        switch (event.getBodyCase()) {
            case INSTRUMENT_SET ->
                    change(event.getInstrumentSet().getInstrument().getSymbol())
                            .add(event.getInstrumentSet().getInstrument(), event.getTime());
            case TRADE_EXECUTED -> {
                PublicTrade trade = publicTrade(event.getTradeExecuted(), event.getTime());
                change(trade.getSymbol()).add(trade);
                trades.add(new SequencedTrade(sequence, trade));
            }
            case BOOK_CHANGED ->
                    change(event.getBookChanged().getSymbol())
                            .add(event.getBookChanged(), event.getTime());
            case ORDER_CHANGED, BALANCES_CHANGED, FUNDS_MOVED, BODY_NOT_SET -> {
                // Private, or of a newer version: no part of a market.
            }
        }
    }

    Collection<MarketChange> changes() {
        return changes.values();
    }

    List<SequencedTrade> trades() {
        return trades;
    }

    List<SymbolCandle> candles() {
        List<SymbolCandle> rows = new ArrayList<>();
        for (MarketChange change : changes.values()) {
            change.candles()
                    .forEach((interval, candles) ->
                            candles.values()
                                    .forEach(candle ->
                                            rows.add(
                                                    new SymbolCandle(
                                                            change.symbol(), interval, candle))));
        }
        return rows;
    }

    List<SymbolLevel> levels() {
        List<SymbolLevel> rows = new ArrayList<>();
        for (MarketChange change : changes.values()) {
            change.levels()
                    .forEach((level, quantity) ->
                            rows.add(new SymbolLevel(change.symbol(), level, quantity)));
        }
        return rows;
    }

    private MarketChange change(String symbol) {
        return changes.computeIfAbsent(symbol, MarketChange::new);
    }

    private static PublicTrade publicTrade(TradeExecuted trade, long time) {
        return PublicTrade.newBuilder()
                .setTradeId(trade.getTradeId())
                .setSymbol(trade.getSymbol())
                .setPrice(trade.getPrice())
                .setQuantity(trade.getQuantity())
                .setQuoteQuantity(trade.getQuoteQuantity())
                .setTakerBought(trade.getTakerSide() == Side.BUY)
                .setTimestamp(time)
                .build();
    }
}
