/**
 * Rules of an order that need nothing but the order and its instrument: the core takes the first
 * that is broken, the edge tells of all. They are judged here and nowhere else.
 */
@NullMarked
package com.rescaleequity.order.trading.rules;

import org.jspecify.annotations.NullMarked;
