package com.rescaleequity.order.trading.message;

/** One order's share of a trade, in units; the fee is in the quote asset. */
public record Fill(
        long tradeId,
        long price,
        long quantity,
        long quoteQuantity,
        long fee,
        Liquidity liquidity,
        long tradesSequence,
        long time) {}
