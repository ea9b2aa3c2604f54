package com.rescaleequity.local.replay;

import com.rescaleequity.platform.testing.HouseRules;

/** The replays' own packages. */
class ArchitectureTest extends HouseRules {

    ArchitectureTest() {
        super("com.rescaleequity.local");
    }
}
