/**
 * Price levels and the queues of orders in them: the resting book and the stops that wait. Prices
 * are ticks and quantities lots; nothing here knows accounts' money.
 */
@NullMarked
package com.rescaleequity.order.trading.book;

import org.jspecify.annotations.NullMarked;
