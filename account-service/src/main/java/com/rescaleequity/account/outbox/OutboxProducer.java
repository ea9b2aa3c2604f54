package com.rescaleequity.account.outbox;

import com.google.protobuf.InvalidProtocolBufferException;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.trading.Command;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Appends messages to their topic in order, each confirmed by all in-sync brokers. */
final class OutboxProducer implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;

    OutboxProducer(KafkaClients kafka) {
        producer =
                kafka.producer(
                        "outbox",
                        Map.of(
                                ProducerConfig.LINGER_MS_CONFIG,
                                0,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                5_000,
                                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                5_000,
                                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                                10_000));
    }

    /**
     * Sends numbered messages in their order. Answers the offsets of those before the first
     * failure: what comes after it may be in the log too, but must be sent again behind the failed
     * one.
     */
    List<Long> send(String outbox, List<PendingMessage> messages) {
        List<Future<RecordMetadata>> sending = new ArrayList<>();
        List<Long> offsets = new ArrayList<>();
        try {
            for (PendingMessage message : messages) {
                byte[] key = key(message.recordKey());
                byte @Nullable [] value = value(outbox, message);
                sending.add(producer.send(new ProducerRecord<>(outbox, 0, key, value)));
            }
            for (Future<RecordMetadata> one : sending) {
                offsets.add(one.get().offset());
            }
        } catch (ExecutionException | KafkaException e) {
            return offsets;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return offsets;
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }

    private static byte @Nullable [] key(String text) {
        return text.isEmpty() ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Commands carry their number, so that the core applies each once; an empty message about a key
     * makes everybody forget it.
     */
    private static byte @Nullable [] value(String outbox, PendingMessage message) {
        Long number = message.number();
        if (!outbox.equals(Topics.TRADING_COMMANDS) || number == null) {
            return message.payload().length == 0 ? null : message.payload();
        }
        try {
            return Command.parseFrom(message.payload()).toBuilder()
                    .setSource(Outbox.SOURCE)
                    .setSourceNumber(number)
                    .build()
                    .toByteArray();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    "Outbox message " + message.messageId() + " is no command", e);
        }
    }
}
