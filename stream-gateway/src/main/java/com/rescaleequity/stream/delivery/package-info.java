/**
 * Getting frames to one peer: written once, queued within bounds, sent in order. A slow peer is
 * conflated, re-snapshotted or closed, and never delays another.
 */
@NullMarked
package com.rescaleequity.stream.delivery;

import org.jspecify.annotations.NullMarked;
