package com.rescaleequity.account.outbox;

import org.jspecify.annotations.Nullable;

/**
 * A message that Kafka does not have yet.
 *
 * @param number null until it is due
 * @param notBefore epoch ms
 */
record PendingMessage(
        long messageId, @Nullable Long number, String recordKey, byte[] payload, long notBefore) {}
