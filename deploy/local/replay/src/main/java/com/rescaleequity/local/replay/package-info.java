/**
 * Trades a recorded market again, through the public API. A tape has every trade in its order;
 * replaying it makes the exchange print exactly these.
 */
@NullMarked
package com.rescaleequity.local.replay;

import org.jspecify.annotations.NullMarked;
