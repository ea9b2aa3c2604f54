/**
 * Who listens to what, and the state behind each stream: tickers, books, candles and each account's
 * open orders and balances. Everything here is confined to the hub's one thread.
 */
@NullMarked
package com.rescaleequity.stream.subscription;

import org.jspecify.annotations.NullMarked;
