/**
 * What travels on Kafka: topic names and, generated from the .proto files, the messages. Nothing
 * else lives here.
 */
@NullMarked
package com.rescaleequity.protocol;

import org.jspecify.annotations.NullMarked;
