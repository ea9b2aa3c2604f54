/**
 * What can be traded: the operator's list of instruments, the outbox that takes it to the trading
 * core, and the public view of the core's answer. Assets are described here too.
 */
@NullMarked
package com.rescaleequity.market.instrument;

import org.jspecify.annotations.NullMarked;
