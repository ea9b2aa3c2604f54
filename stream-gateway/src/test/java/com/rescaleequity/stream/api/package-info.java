/**
 * The gateway over real Kafka and real sockets, with what the tests need for that. Records are
 * published by hand as the core and market-service would.
 */
@NullMarked
package com.rescaleequity.stream.api;

import org.jspecify.annotations.NullMarked;
