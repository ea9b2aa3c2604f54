package com.rescaleequity.benchmarks;

import com.rescaleequity.platform.testing.HouseRules;

/** The benchmarks' own packages. */
class ArchitectureTest extends HouseRules {

    ArchitectureTest() {
        super("com.rescaleequity.benchmarks");
    }
}
