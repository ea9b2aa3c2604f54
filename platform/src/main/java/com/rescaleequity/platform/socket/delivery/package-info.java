/**
 * Getting frames to one peer: written once, queued within bounds, sent in order. A slow peer is
 * conflated, re-snapshotted or closed, and never delays another.
 */
@NullMarked
package com.rescaleequity.platform.socket.delivery;

import org.jspecify.annotations.NullMarked;
