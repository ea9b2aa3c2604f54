package com.rescaleequity.order.trading.book;

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
        return bids.isEmpty() && asks.isEmpty();
    }

    /** Whether somebody bids at least what somebody else asks: never true between commands. */
    public boolean isCrossed() {
        return !bids.isEmpty() && !asks.isEmpty() && bids.bestTicks() >= asks.bestTicks();
    }
}
