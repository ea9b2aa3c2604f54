package com.rescaleequity.platform.outbox;

/**
 * A message that Kafka does not have yet.
 *
 * @param number dense within the outbox, 0 until it is due
 * @param notBefore epoch ms
 */
record PendingMessage(
        long messageId, long number, String recordKey, byte[] payload, long notBefore) {

    boolean isNumbered() {
        return number > 0;
    }

    boolean isDue(long now) {
        return notBefore <= now;
    }
}
