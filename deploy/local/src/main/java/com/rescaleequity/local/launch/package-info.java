/**
 * Starts and stops the whole exchange on one machine: PostgreSQL, Kafka, the four services, the
 * ingress and what makes its market live. Nothing of it runs in a cluster.
 */
@NullMarked
package com.rescaleequity.local.launch;

import org.jspecify.annotations.NullMarked;
