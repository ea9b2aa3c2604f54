/**
 * Sends calls when they are due, or as fast as they are answered, and measures. Latency counts from
 * the moment at which a call was due, so a stalled exchange cannot hide behind a waiting client.
 */
@NullMarked
package com.rescaleequity.systemtest.load.loop;

import org.jspecify.annotations.NullMarked;
