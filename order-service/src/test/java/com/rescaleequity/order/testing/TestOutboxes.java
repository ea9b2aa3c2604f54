package com.rescaleequity.order.testing;

import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.trading.Command;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes to a command log what the other services would, numbered as in their outboxes. */
public final class TestOutboxes {

    private static final Map<String, Long> LAST_NUMBERS = new HashMap<>();

    private TestOutboxes() {}

    /** Appends a command and waits until the log has it. */
    public static synchronized void append(String kafka, Command command) {
        String source = source(command);
        Command.Builder numbered = command.toBuilder();
        if (!source.isEmpty()) {
            long number = LAST_NUMBERS.merge(kafka + " " + source, 1L, Long::sum);
            numbered.setSource(source).setSourceNumber(number);
        }
        send(kafka, numbered.build());
    }

    private static String source(Command command) {
        return switch (command.getBodyCase()) {
            case MOVE_FUNDS, SET_ACCOUNT_FEES, SET_ACCOUNT_STATE -> "account-service";
            case SET_INSTRUMENT, SET_MARKET_STATE -> "market-service";
            default -> "";
        };
    }

    private static void send(String kafka, Command command) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    Topics.TRADING_COMMANDS, 0, null, command.toByteArray()))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
