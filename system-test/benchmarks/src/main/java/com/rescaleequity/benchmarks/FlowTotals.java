package com.rescaleequity.benchmarks;

/** What a whole flow came to, for comparing implementations: equal totals, equal matching. */
record FlowTotals(long trades, long lots, long tickLots, long restingOrders, long restingLots) {}
