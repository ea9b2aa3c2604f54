package com.rescaleequity.local.replay;

import com.rescaleequity.platform.testing.OneDirection;

/** The replays' own packages. */
class ArchitectureTest extends OneDirection {

    ArchitectureTest() {
        super("com.rescaleequity.local");
    }
}
