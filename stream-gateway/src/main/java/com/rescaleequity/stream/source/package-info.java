/**
 * Where the streams come from: the market topics and the event log, read whole by every replica.
 * Records are handed to the hub in the order of their topic.
 */
@NullMarked
package com.rescaleequity.stream.source;

import org.jspecify.annotations.NullMarked;
