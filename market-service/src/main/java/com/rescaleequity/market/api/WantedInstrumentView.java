package com.rescaleequity.market.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.rescaleequity.market.instrument.InstrumentView;

/**
 * An instrument as the operator wants it.
 *
 * @param pending whether the trading core still goes by other rules: it has not heard of these yet,
 *     or has refused them
 */
public record WantedInstrumentView(@JsonUnwrapped InstrumentView instrument, boolean pending) {}
