/**
 * Creates the Kafka topics from the one file that describes them. A Job does it in a cluster, the
 * launcher on a laptop and the test resource in tests.
 */
@NullMarked
package com.rescaleequity.platform.topics;

import org.jspecify.annotations.NullMarked;
