/** The state of the exchange as a whole: who puts it into maintenance, and how that is kept. */
@NullMarked
package com.rescaleequity.market.exchange;

import org.jspecify.annotations.NullMarked;
