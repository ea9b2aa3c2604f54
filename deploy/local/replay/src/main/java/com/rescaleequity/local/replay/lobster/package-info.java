/**
 * Replays a pair of LOBSTER files, NASDAQ order by order, and compares the top of the exchange's
 * book with the recorded row after each message.
 */
@NullMarked
package com.rescaleequity.local.replay.lobster;

import org.jspecify.annotations.NullMarked;
