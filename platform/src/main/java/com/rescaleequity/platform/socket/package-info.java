/**
 * Serving WebSockets: the handshake, who is connected and with which key, what comes in, and when a
 * connection ends. What a client may ask for is its service's own.
 */
@NullMarked
package com.rescaleequity.platform.socket;

import org.jspecify.annotations.NullMarked;
