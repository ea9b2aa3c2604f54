/**
 * The mirroring maker: orders that it keeps on the exchange so that levels have the quantities of a
 * recorded book. What is planned is pure; only {@code RestBookOrders} talks to the exchange.
 */
@NullMarked
package com.rescaleequity.local.replay.mirror;

import org.jspecify.annotations.NullMarked;
