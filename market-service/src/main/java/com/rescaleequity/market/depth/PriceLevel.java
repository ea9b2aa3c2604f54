package com.rescaleequity.market.depth;

/**
 * A place in a book.
 *
 * @param bid the side: bids or asks
 * @param price in units
 */
public record PriceLevel(boolean bid, long price) {}
