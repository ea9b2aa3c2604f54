/**
 * The public order book: absolute quantities by price and one dense sequence, as deltas and as
 * snapshots. Nothing here knows orders.
 */
@NullMarked
package com.rescaleequity.market.depth;

import org.jspecify.annotations.NullMarked;
