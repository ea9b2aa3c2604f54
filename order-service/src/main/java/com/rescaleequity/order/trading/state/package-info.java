/**
 * The form in which the core's whole state is kept outside memory: numbers and texts one after the
 * other, in parts with a hash behind each. Each class of the core writes and reads its own part.
 */
@NullMarked
package com.rescaleequity.order.trading.state;

import org.jspecify.annotations.NullMarked;
