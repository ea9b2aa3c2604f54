/**
 * Public trades, contiguous per market, as they are stored and read back. The newest are also kept
 * in memory by the feed.
 */
@NullMarked
package com.rescaleequity.market.trade;

import org.jspecify.annotations.NullMarked;
