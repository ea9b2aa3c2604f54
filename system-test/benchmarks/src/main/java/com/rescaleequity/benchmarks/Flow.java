package com.rescaleequity.benchmarks;

/** Commands, and what every implementation must come to with them. */
record Flow(FlowCommand[] commands, FlowTotals totals) {

    /** Throws if an implementation came to something else. */
    void check(FlowTotals reached) {
        if (!reached.equals(totals)) {
            throw new IllegalStateException("Came to " + reached + " instead of " + totals);
        }
    }
}
