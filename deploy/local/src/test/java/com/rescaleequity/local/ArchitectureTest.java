package com.rescaleequity.local;

import com.rescaleequity.platform.testing.OneDirection;

/** The launcher's own packages. */
class ArchitectureTest extends OneDirection {

    ArchitectureTest() {
        super("com.rescaleequity.local");
    }
}
