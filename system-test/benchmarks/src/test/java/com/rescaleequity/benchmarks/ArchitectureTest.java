package com.rescaleequity.benchmarks;

import com.rescaleequity.platform.testing.OneDirection;

/** The benchmarks' own packages. */
class ArchitectureTest extends OneDirection {

    ArchitectureTest() {
        super("com.rescaleequity.benchmarks");
    }
}
