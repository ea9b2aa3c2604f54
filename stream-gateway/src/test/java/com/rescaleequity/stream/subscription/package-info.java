/** The states behind the streams, without Kafka and sockets. Wires are fakes that keep texts. */
@NullMarked
package com.rescaleequity.stream.subscription;

import org.jspecify.annotations.NullMarked;
