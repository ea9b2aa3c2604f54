package com.rescaleequity.platform.kafka;

import com.rescaleequity.platform.runtime.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Reads a topic of one partition, of which this process keeps a copy, from its beginning and then
 * for as long as it lives, on a thread of its own. After a failure it goes on where it ended; when
 * the topic begins anew, so does the copy. Any thread may ask how far it is.
 */
public final class TopicCopy implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TopicCopy.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration CATCHING_UP = Duration.ofMillis(100);

    /** How long somebody who awaits the topic's end may have to wait for the idle poll to end. */
    private static final Duration IDLE = Duration.ofMillis(25);

    private final Queue<CompletableFuture<Void>> waiters = new ConcurrentLinkedQueue<>();
    private final KafkaClients kafka;
    private final String name;
    private final TopicPartition partition;
    private final Consumer<ConsumerRecord<byte[], byte[]>> taker;
    private final Runnable forgetter;
    private final Worker worker;
    private volatile boolean caughtUp;
    private long next;

    /**
     * A reader that has not started.
     *
     * @param taker takes each record over; one that it fails at is left out
     * @param forgetter empties the copy, because the topic begins anew
     */
    public TopicCopy(
            KafkaClients kafka,
            String name,
            String topic,
            Consumer<ConsumerRecord<byte[], byte[]>> taker,
            Runnable forgetter) {
        this.kafka = kafka;
        this.name = name;
        this.partition = new TopicPartition(topic, 0);
        this.taker = taker;
        this.forgetter = forgetter;
        this.worker = new Worker(name, this::round);
    }

    /** Begins to read; to be called once. */
    public void start() {
        worker.start();
    }

    @Override
    public void close() {
        worker.close();
    }

    /** Whether the copy has once covered the whole topic. */
    public boolean isCaughtUp() {
        return caughtUp;
    }

    /** Completes when the copy has covered what is in the topic now; the caller limits the time. */
    public CompletableFuture<Void> covered() {
        CompletableFuture<Void> waiter = new CompletableFuture<>();
        waiters.add(waiter);
        return waiter;
    }

    private void round() {
        try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer(name)) {
            follow(consumer);
        } catch (OffsetOutOfRangeException e) {
            LOG.errorf("Topic %s begins anew: %s", partition.topic(), e.getMessage());
            caughtUp = false;
            next = 0;
            forgetter.run();
        }
    }

    // Reading old records again would bring back what later ones have ended, until these are read.
    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        consumer.assign(List.of(partition));
        if (next == 0) {
            consumer.seekToBeginning(List.of(partition));
        } else {
            consumer.seek(partition, next);
        }
        while (worker.isRunning()) {
            List<CompletableFuture<Void>> asking = takeWaiters();
            if (!caughtUp || !asking.isEmpty()) {
                catchUp(consumer);
                asking.forEach(waiter -> waiter.complete(null));
            }
            take(consumer.poll(IDLE));
        }
    }

    private void catchUp(KafkaConsumer<byte[], byte[]> consumer) {
        Long end = consumer.endOffsets(List.of(partition), PATIENCE).get(partition);
        while (worker.isRunning() && end != null && consumer.position(partition) < end) {
            take(consumer.poll(CATCHING_UP));
        }
        caughtUp = worker.isRunning();
    }

    private List<CompletableFuture<Void>> takeWaiters() {
        List<CompletableFuture<Void>> taken = new ArrayList<>();
        for (CompletableFuture<Void> w = waiters.poll(); w != null; w = waiters.poll()) {
            taken.add(w);
        }
        return taken;
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            next = record.offset() + 1;
            taker.accept(record);
        }
    }
}
