package com.rescaleequity.order.engine;

import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.trading.Command;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/** The way into the log: a command is in once all replicas of the log have it. */
final class CommandLog implements AutoCloseable {

    private static final byte[] SHARD = {'0'};
    private static final int START_ATTEMPTS = 60;

    private final KafkaProducer<byte[], byte[]> producer;

    CommandLog(KafkaClients kafka, int deliveryTimeoutMs) {
        producer = kafka.producer("command-log", KafkaSettings.producer(deliveryTimeoutMs));
        awaitTopic();
    }

    /** Later sends come from event loops and must find the topic's metadata there. */
    private void awaitTopic() {
        for (int attempt = 1; ; attempt++) {
            try {
                producer.partitionsFor(Topics.TRADING_COMMANDS);
                return;
            } catch (TimeoutException e) {
                if (attempt == START_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** The command has surely not come into the log. */
    static final class NotAppendedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotAppendedException(Throwable cause) {
            super(cause);
        }
    }

    /**
     * Appends.
     *
     * @param onFailure is told on any thread, of a {@link NotAppendedException}, or of another when
     *     nobody knows whether the command got in
     */
    void append(Command command, Consumer<Throwable> onFailure) {
        Thread caller = Thread.currentThread();
        try {
            producer.send(
                    new ProducerRecord<>(Topics.TRADING_COMMANDS, 0, SHARD, command.toByteArray()),
                    (metadata, failure) -> {
                        if (failure == null) {
                            return;
                        }
                        // The client refuses on our thread, before anything was sent.
                        boolean unsent = Thread.currentThread() == caller;
                        onFailure.accept(unsent ? new NotAppendedException(failure) : failure);
                    });
        } catch (KafkaException e) {
            onFailure.accept(new NotAppendedException(e));
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
