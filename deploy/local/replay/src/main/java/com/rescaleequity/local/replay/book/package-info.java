/**
 * Replays a recorded feed of trades and depth messages, so that the exchange prints its trades and
 * shows its book. What the recording does not tell is told apart from what differs.
 */
@NullMarked
package com.rescaleequity.local.replay.book;

import org.jspecify.annotations.NullMarked;
