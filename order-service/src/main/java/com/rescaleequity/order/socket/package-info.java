/**
 * Orders over a WebSocket: {@code /ws/trade} sends the calls of the order paths to the same desks
 * and answers them by their ids, and a connection may take its orders along when it ends.
 */
@NullMarked
package com.rescaleequity.order.socket;

import org.jspecify.annotations.NullMarked;
