package com.rescaleequity.platform.view;

import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.protocol.market.PublicTrade;
import java.math.BigDecimal;

/** A public trade; {@code side} is the taker's. */
public record TradeView(
        long tradeId,
        String symbol,
        BigDecimal price,
        BigDecimal quantity,
        BigDecimal quoteQuantity,
        String side,
        long timestamp) {

    /** The view of a trade. */
    public static TradeView of(PublicTrade trade) {
        return new TradeView(
                trade.getTradeId(),
                trade.getSymbol(),
                Units.toDecimal(trade.getPrice()),
                Units.toDecimal(trade.getQuantity()),
                Units.toDecimal(trade.getQuoteQuantity()),
                trade.getTakerBought() ? "buy" : "sell",
                trade.getTimestamp());
    }
}
