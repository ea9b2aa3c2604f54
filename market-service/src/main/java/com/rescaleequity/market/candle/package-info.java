/**
 * Candles of the seven intervals: how trades become candles, how empty minutes are filled, and
 * where candles are stored. Times are the trading core's, never the wall clock's.
 */
@NullMarked
package com.rescaleequity.market.candle;

import org.jspecify.annotations.NullMarked;
