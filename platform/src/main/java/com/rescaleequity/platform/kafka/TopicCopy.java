package com.rescaleequity.platform.kafka;

import com.rescaleequity.platform.runtime.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic of one partition, of which this process keeps a copy, from its beginning and then
 * for as long as it lives, on a thread of its own. After a failure it goes on where it ended; when
 * the topic begins anew, so does the copy. Any thread may ask how far it is.
 */
public final class TopicCopy implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TopicCopy.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration CATCHING_UP = Duration.ofMillis(100);

    /** As long as Kafka itself waits for news; whoever awaits the topic's end wakes the reader. */
    private static final Duration IDLE = Duration.ofMillis(500);

    private final Queue<CompletableFuture<Void>> waiters = new ConcurrentLinkedQueue<>();
    private final KafkaClients kafka;
    private final String name;
    private final TopicPartition partition;
    private final Consumer<ConsumerRecord<byte[], byte[]>> taker;
    private final Runnable forgetter;
    private final Worker worker;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> reader;
    private final AtomicBoolean resting = new AtomicBoolean();
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
        wake();
    }

    /** Whether the copy has once covered the whole topic. */
    public boolean isCaughtUp() {
        return caughtUp;
    }

    /** Completes when the copy has covered what is in the topic now; the caller limits the time. */
    public CompletableFuture<Void> covered() {
        CompletableFuture<Void> waiter = new CompletableFuture<>();
        waiters.add(waiter);
        wake();
        return waiter;
    }

    // Only out of its rest, so that nobody is kept from an answer by those who come after him.
    private void wake() {
        KafkaConsumer<byte[], byte[]> consumer = reader;
        if (consumer != null && resting.compareAndSet(true, false)) {
            consumer.wakeup();
        }
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
        reader = consumer;
        List<CompletableFuture<Void>> asking = new ArrayList<>();
        try {
            while (worker.isRunning()) {
                try {
                    turn(consumer, asking);
                } catch (WakeupException e) {
                    // Somebody asks; the call may have come late and met another turn.
                }
            }
        } finally {
            reader = null;
        }
    }

    private void turn(
            KafkaConsumer<byte[], byte[]> consumer, List<CompletableFuture<Void>> asking) {
        takeWaiters(asking);
        if (!caughtUp || !asking.isEmpty()) {
            catchUp(consumer);
            asking.forEach(waiter -> waiter.complete(null));
            asking.clear();
        }
        rest(consumer);
    }

    private void rest(KafkaConsumer<byte[], byte[]> consumer) {
        resting.set(true);
        try {
            if (waiters.isEmpty() && worker.isRunning()) {
                take(consumer.poll(IDLE));
            }
        } finally {
            resting.set(false);
        }
    }

    private void catchUp(KafkaConsumer<byte[], byte[]> consumer) {
        Long end = consumer.endOffsets(List.of(partition), PATIENCE).get(partition);
        while (worker.isRunning() && end != null && consumer.position(partition) < end) {
            take(consumer.poll(CATCHING_UP));
        }
        caughtUp = worker.isRunning();
    }

    private void takeWaiters(List<CompletableFuture<Void>> taken) {
        for (CompletableFuture<Void> w = waiters.poll(); w != null; w = waiters.poll()) {
            taken.add(w);
        }
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            next = record.offset() + 1;
            taker.accept(record);
        }
    }
}
