/** Handlers of frames in a channel without a network, and what they need. */
@NullMarked
package com.rescaleequity.stream.websocket;

import org.jspecify.annotations.NullMarked;
