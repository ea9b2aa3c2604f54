package com.rescaleequity.benchmarks;

/** An order book that a flow is replayed into. */
interface BenchmarkedBook {

    /** Applies one command and consumes the events it caused. */
    void apply(FlowCommand command);

    /** What all commands so far came to. */
    FlowTotals totals();
}
