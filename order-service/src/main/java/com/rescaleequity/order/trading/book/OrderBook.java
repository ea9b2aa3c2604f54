package com.rescaleequity.order.trading.book;

import org.jspecify.annotations.Nullable;

/** The resting orders of one market: bids from the highest price down, asks from the lowest up. */
public final class OrderBook {

    private final BookSide bids = BookSide.highestFirst();
    private final BookSide asks = BookSide.lowestFirst();

    public BookSide bids() {
        return bids;
    }

    public BookSide asks() {
        return asks;
    }

    public boolean isEmpty() {
        return bids.best() == null && asks.best() == null;
    }

    /** Whether somebody bids at least what somebody else asks: never true between commands. */
    public boolean isCrossed() {
        @Nullable PriceLevel bid = bids.best();
        @Nullable PriceLevel ask = asks.best();
        return bid != null && ask != null && bid.priceTicks() >= ask.priceTicks();
    }
}
