package com.rescaleequity.systemtest;

import com.rescaleequity.platform.testing.HouseRules;

/** The load generator; the rest are tests. */
class ArchitectureTest extends HouseRules {

    ArchitectureTest() {
        super("com.rescaleequity.systemtest");
    }
}
