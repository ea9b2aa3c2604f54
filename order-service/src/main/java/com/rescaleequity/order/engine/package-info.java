/**
 * Hosts the trading core: commands in from one log, events out to the other, replies to the calls
 * that this replica received. The only place where the core meets Kafka, threads and clocks.
 */
@NullMarked
package com.rescaleequity.order.engine;

import org.jspecify.annotations.NullMarked;
