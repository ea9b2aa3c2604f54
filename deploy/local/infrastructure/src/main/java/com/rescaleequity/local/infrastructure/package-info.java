/**
 * A real Kafka broker and a real PostgreSQL as child processes on this machine. The local exchange
 * and the tests of the services use them; nothing in a cluster does.
 */
@NullMarked
package com.rescaleequity.local.infrastructure;

import org.jspecify.annotations.NullMarked;
