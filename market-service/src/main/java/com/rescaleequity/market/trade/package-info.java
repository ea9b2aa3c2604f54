/**
 * Public trades, contiguous per market, as they are stored and read back; the newest also as they
 * are kept in memory.
 */
@NullMarked
package com.rescaleequity.market.trade;

import org.jspecify.annotations.NullMarked;
