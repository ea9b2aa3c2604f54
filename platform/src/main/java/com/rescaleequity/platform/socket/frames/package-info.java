/**
 * What RFC 6455 and RFC 7692 are about, below messages: frames, control frames, how fast they come,
 * and compression. Handlers here run on the event loop of their connection.
 */
@NullMarked
package com.rescaleequity.platform.socket.frames;

import org.jspecify.annotations.NullMarked;
