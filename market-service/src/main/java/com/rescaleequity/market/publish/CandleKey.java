package com.rescaleequity.market.publish;

import com.rescaleequity.market.candle.Interval;

/** One series of candles. */
record CandleKey(String symbol, Interval interval) {}
