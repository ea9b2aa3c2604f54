/**
 * The Kafka broker of the local exchange as one small process. Nothing here is used in a cluster,
 * where an operator runs Kafka.
 */
@NullMarked
package com.rescaleequity.local.broker;

import org.jspecify.annotations.NullMarked;
