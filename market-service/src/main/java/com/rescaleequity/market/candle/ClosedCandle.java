package com.rescaleequity.market.candle;

/** A candle whose interval is over. */
public record ClosedCandle(Interval interval, Candle candle) {}
