/**
 * The fold of trading.events into markets: one transaction for the rows of a batch and its
 * position, then the same changes in memory. Memory is rebuilt from the tables at every start.
 */
@NullMarked
package com.rescaleequity.market.feed;

import org.jspecify.annotations.NullMarked;
