package com.rescaleequity.platform;

import com.rescaleequity.platform.testing.OneDirection;

/** Platform, and what is built before it and cannot use its tests. */
class ArchitectureTest extends OneDirection {

    ArchitectureTest() {
        super("com.rescaleequity.platform", "com.rescaleequity.local.infrastructure");
    }
}
