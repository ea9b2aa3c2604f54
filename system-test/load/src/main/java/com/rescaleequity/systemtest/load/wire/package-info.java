/**
 * Calls as bytes on a socket, over HTTP/1.1 and over the trade socket. Raw and cheap, because the
 * client takes its time from the same processors as the exchange.
 */
@NullMarked
package com.rescaleequity.systemtest.load.wire;

import org.jspecify.annotations.NullMarked;
