/** Handlers of frames in a channel without a network, and what they need. */
@NullMarked
package com.rescaleequity.platform.socket.frames;

import org.jspecify.annotations.NullMarked;
