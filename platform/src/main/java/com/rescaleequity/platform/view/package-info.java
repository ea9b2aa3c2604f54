/**
 * The public JSON objects that REST and WebSocket share, made from the wire messages. Field order
 * is the contract's order.
 */
@NullMarked
package com.rescaleequity.platform.view;

import org.jspecify.annotations.NullMarked;
