package com.rescaleequity.local;

import com.rescaleequity.platform.testing.HouseRules;

/** The launcher's own packages. */
class ArchitectureTest extends HouseRules {

    ArchitectureTest() {
        super("com.rescaleequity.local");
    }
}
