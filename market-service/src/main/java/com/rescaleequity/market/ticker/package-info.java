/** The rolling 24 hours of a market, in minutes. Pure arithmetic on candles. */
@NullMarked
package com.rescaleequity.market.ticker;

import org.jspecify.annotations.NullMarked;
