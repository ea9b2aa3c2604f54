package com.rescaleequity.market.trade;

import com.rescaleequity.protocol.market.PublicTrade;

/** A trade and the sequence of the event that told of it. */
public record SequencedTrade(long sequence, PublicTrade trade) {}
