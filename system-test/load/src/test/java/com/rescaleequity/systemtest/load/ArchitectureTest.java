package com.rescaleequity.systemtest.load;

import com.rescaleequity.platform.testing.HouseRules;

/** The load suite's own packages. */
class ArchitectureTest extends HouseRules {

    ArchitectureTest() {
        super("com.rescaleequity.systemtest.load");
    }
}
