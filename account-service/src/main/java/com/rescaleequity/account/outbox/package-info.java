/**
 * Messages for Kafka that are written in the transaction of the change they tell about. One relay
 * at a time numbers and sends them, in order, each until Kafka has it.
 */
@NullMarked
package com.rescaleequity.account.outbox;

import org.jspecify.annotations.NullMarked;
