/**
 * Messages for Kafka that are written in the transaction of the change they tell about. One relay
 * of all replicas numbers and sends them, in order, each until Kafka has it; it checks that a
 * service sends no more than it may, and that the core has taken the numbers that were sent.
 */
@NullMarked
package com.rescaleequity.platform.outbox;

import org.jspecify.annotations.NullMarked;
