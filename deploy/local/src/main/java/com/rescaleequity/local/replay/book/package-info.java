/**
 * Follows a recorded book: a mirroring maker keeps an order at each recorded level, and recorded
 * trades take from it. What is planned is pure; only {@code RestBookOrders} talks to the exchange.
 */
@NullMarked
package com.rescaleequity.local.replay.book;

import org.jspecify.annotations.NullMarked;
