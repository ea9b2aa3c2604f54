package com.rescaleequity.systemtest;

import com.rescaleequity.platform.testing.OneDirection;

/** The load generator; the rest are tests. */
class ArchitectureTest extends OneDirection {

    ArchitectureTest() {
        super("com.rescaleequity.systemtest");
    }
}
