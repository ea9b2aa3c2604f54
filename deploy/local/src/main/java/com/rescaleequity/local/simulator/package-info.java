/**
 * A simulated market: a maker and a taker around a random walk on each instrument, through the
 * public API like anyone else. Its accounts are labelled as simulated.
 */
@NullMarked
package com.rescaleequity.local.simulator;

import org.jspecify.annotations.NullMarked;
