package com.rescaleequity.order.engine;

import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.runtime.Worker;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.trading.EventFrame;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Appends this replica's frames to the event log while it has the role, and only looks on, dropping
 * what others published, while it has not. Runs on a thread of its own.
 */
final class Publisher implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Publisher.class);
    private static final byte[] SHARD = {'0'};
    // Every request wakes all readers of the log; under load each carries what gathered meanwhile.
    private static final long PACE_NANOS = Duration.ofMillis(10).toNanos();
    private static final long IDLE_NANOS = Duration.ofMillis(50).toNanos();
    private static final Duration LAST_FRAMES = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final KafkaClients kafka;
    private final FrameQueue frames;
    private final Predicate<Standing> isOwn;
    private final Consumer<Throwable> fault;
    private final AtomicReference<@Nullable Exception> sendFailure = new AtomicReference<>();
    private final Worker worker = new Worker("publisher", this::round);
    private volatile boolean publishing;
    private long refusedAt = -1;

    /**
     * A publisher that has not started.
     *
     * @param isOwn whether this replica came to the same as the event log at its end
     * @param fault told what ends the thread, if anything does
     */
    Publisher(
            KafkaClients kafka,
            FrameQueue frames,
            Predicate<Standing> isOwn,
            Consumer<Throwable> fault) {
        this.kafka = kafka;
        this.frames = frames;
        this.isOwn = isOwn;
        this.fault = fault;
    }

    void start() {
        worker.start();
    }

    /** Whether this replica has the role now. */
    boolean isPublishing() {
        return publishing;
    }

    @Override
    public void close() {
        worker.close();
    }

    private void round() throws InterruptedException {
        try (PublisherRole role = new PublisherRole(kafka);
                EventTail tail = new EventTail(kafka)) {
            while (worker.isRunning()) {
                if (role.isHeld()) {
                    publish(role, tail);
                }
            }
        } catch (KafkaException e) {
            throw e; // another round may publish again
        } catch (RuntimeException | Error e) {
            worker.close();
            fault.accept(e);
        }
    }

    private void publish(PublisherRole role, EventTail tail) throws InterruptedException {
        Standing end = tail.read();
        if (!isOwn.test(end)) {
            if (end.offset() != refusedAt) {
                refusedAt = end.offset();
                LOG.errorf(
                        "The event log ends at command %d with events that this replica has not computed; it adds none. See docs/runbook.md.",
                        end.offset());
            }
            worker.pause(PAUSE);
            return;
        }
        frames.publishedTo(end.offset());
        sendFailure.set(null);
        LOG.infof("Publishing from command offset %d", frames.publishedTo() + 1);
        KafkaProducer<byte[], byte[]> producer =
                kafka.producer("publisher", KafkaSettings.publisher());
        try {
            publishing = true;
            publish(role, producer);
        } finally {
            publishing = false;
            producer.close(sendFailure.get() == null ? LAST_FRAMES : Duration.ZERO);
        }
    }

    private void publish(PublisherRole role, KafkaProducer<byte[], byte[]> producer)
            throws InterruptedException {
        try {
            publishAll(role, producer);
        } catch (IllegalStateException e) {
            // The producer was closed where a frame was not taken.
            if (sendFailure.get() == null) {
                throw e;
            }
        }
        if (sendFailure.get() != null) {
            worker.pause(PAUSE);
        }
    }

    private void publishAll(PublisherRole role, KafkaProducer<byte[], byte[]> producer) {
        long sent = frames.publishedTo();
        while (worker.isRunning() && role.isHeld() && sendFailure.get() == null) {
            long begun = System.nanoTime();
            long before = sent;
            sent = sendFrom(producer, sent);
            if (sent != before) {
                LockSupport.parkNanos(begun + PACE_NANOS - System.nanoTime());
            }
            frames.await(sent, IDLE_NANOS);
        }
    }

    /** After a frame that was not taken none may be sent: the log would have a gap. */
    private long sendFrom(KafkaProducer<byte[], byte[]> producer, long sentTo) {
        long sent = sentTo;
        Iterator<EventFrame> pending = frames.iterator();
        while (pending.hasNext() && sendFailure.get() == null) {
            EventFrame frame = pending.next();
            if (frame.getCommandOffset() > sent) {
                send(producer, frame);
                sent = frame.getPartial() ? sent : frame.getCommandOffset();
            }
        }
        return sent;
    }

    private void send(KafkaProducer<byte[], byte[]> producer, EventFrame frame) {
        producer.send(
                new ProducerRecord<>(Topics.TRADING_EVENTS, 0, SHARD, frame.toByteArray()),
                (metadata, failure) -> {
                    if (failure != null) {
                        notTaken(producer, failure);
                    } else if (!frame.getPartial()) {
                        frames.publishedTo(frame.getCommandOffset());
                    }
                });
    }

    /** Closes at once, so that nothing behind the lost frame goes out. */
    private void notTaken(KafkaProducer<byte[], byte[]> producer, Exception failure) {
        if (sendFailure.compareAndSet(null, failure)) {
            LOG.warnf("A frame was not taken: %s", failure.getMessage());
            producer.close(Duration.ZERO);
        }
    }
}
