/**
 * What is said to the trading core and what it says: commands, outcomes and events with the records
 * and words that they are made of, and the running hash over the events. Every number is in units
 * of 10^-8; nothing here knows how the core comes to its answers.
 */
@NullMarked
package com.rescaleequity.order.trading.message;

import org.jspecify.annotations.NullMarked;
