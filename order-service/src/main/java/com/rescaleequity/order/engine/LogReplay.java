package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.TradingCore;
import com.rescaleequity.order.trading.message.CommandEnvelope;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.protocol.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Applies a stretch of the command log to a core that answers nobody, beside one that answers: it
 * takes a part of one processor only, unless it is told to hurry.
 */
final class LogReplay {

    private static final TopicPartition PARTITION = new TopicPartition(Topics.TRADING_COMMANDS, 0);

    /** Rests so many times what it has worked. */
    private static final int REST = 4;

    private LogReplay() {}

    /**
     * Applies the commands from one offset to another, both included.
     *
     * @param hurry whether somebody waits for it now
     */
    static void run(
            KafkaClients kafka, TradingCore core, long from, long to, BooleanSupplier hurry) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                kafka.consumer("snapshot-replay", KafkaSettings.consumer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seek(PARTITION, from);
            for (long next = from; next <= to; next = consumer.position(PARTITION)) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(200));
                long begun = System.nanoTime();
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    if (record.offset() <= to) {
                        apply(core, record);
                    }
                }
                if (!hurry.getAsBoolean()) {
                    LockSupport.parkNanos(REST * (System.nanoTime() - begun));
                }
            }
        }
    }

    private static void apply(TradingCore core, ConsumerRecord<byte[], byte[]> record) {
        try {
            CommandEnvelope envelope = CommandCodec.fromWire(CommandCodec.parse(record.value()));
            core.apply(envelope, record.timestamp(), (sequence, time, event) -> {});
        } catch (UnreadableCommandException e) {
            // Every replica has refused it; the core's own thread has said so.
        }
    }
}
