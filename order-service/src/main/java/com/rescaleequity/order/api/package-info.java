/**
 * The order calls of the public contract: reading requests, sending commands, showing orders. What
 * an order does is decided by the core; what is refused here never becomes a command.
 */
@NullMarked
package com.rescaleequity.order.api;

import org.jspecify.annotations.NullMarked;
