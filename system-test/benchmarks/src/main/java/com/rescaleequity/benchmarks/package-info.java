/**
 * Times the trading core and its order book on one thread, beside the order books of exchange-core
 * on the same commands. Nothing here is part of the exchange.
 */
@NullMarked
package com.rescaleequity.benchmarks;

import org.jspecify.annotations.NullMarked;
