/**
 * The public WebSocket: handshake, requests and their answers, limits and liveness. Frames
 * themselves come from the subscription package.
 */
@NullMarked
package com.rescaleequity.stream.api;

import org.jspecify.annotations.NullMarked;
