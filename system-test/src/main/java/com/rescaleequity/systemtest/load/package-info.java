/**
 * An open-loop load generator for the public API. Latency counts from the moment at which a call
 * was due, so a stalled exchange cannot hide behind a waiting client.
 */
@NullMarked
package com.rescaleequity.systemtest.load;

import org.jspecify.annotations.NullMarked;
