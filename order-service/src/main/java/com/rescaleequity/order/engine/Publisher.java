package com.rescaleequity.order.engine;

import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.EventFrame;
import com.rescaleequity.protocol.trading.Tick;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
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
    private static final int DELIVERY_TIMEOUT_MS = 20_000;
    // Every request wakes all readers of the log; under load each carries what gathered meanwhile.
    private static final long PACE_NANOS = Duration.ofMillis(10).toNanos();
    private static final long IDLE_NANOS = Duration.ofMillis(50).toNanos();
    private static final long TICK_NANOS = Duration.ofSeconds(1).toNanos();

    private final String bootstrapServers;
    private final FrameQueue frames;
    private final CommandLog commands;
    private final LongSupplier lastApplied;
    private final AtomicReference<@Nullable Exception> sendFailure = new AtomicReference<>();
    private volatile boolean running = true;
    private volatile boolean publishing;
    private long tickDue = System.nanoTime();
    private long appliedAtTick = -1;

    /**
     * A publisher that has not started.
     *
     * @param lastApplied offset of the last command that the core applied
     */
    Publisher(
            String bootstrapServers,
            FrameQueue frames,
            CommandLog commands,
            LongSupplier lastApplied) {
        this.bootstrapServers = bootstrapServers;
        this.frames = frames;
        this.commands = commands;
        this.lastApplied = lastApplied;
    }

    void start() {
        Thread.ofPlatform().name("publisher").daemon().start(this::run);
    }

    /** Whether this replica has the role now. */
    boolean isPublishing() {
        return publishing;
    }

    @Override
    public void close() {
        running = false;
    }

    private void run() {
        while (running) {
            try (PublisherRole role = new PublisherRole(bootstrapServers);
                    EventTail tail = new EventTail(bootstrapServers)) {
                while (running) {
                    if (role.isHeld()) {
                        publish(role, tail);
                    }
                }
            } catch (KafkaException e) {
                publishing = false;
                LOG.warnf("Publishing stops for a moment: %s", e.getMessage());
                pause();
            }
        }
    }

    private void publish(PublisherRole role, EventTail tail) {
        frames.publishedTo(tail.read().commandOffset());
        sendFailure.set(null);
        LOG.infof("Publishing from command offset %d", frames.publishedTo() + 1);
        publishing = true;
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        KafkaSettings.producer(bootstrapServers, DELIVERY_TIMEOUT_MS))) {
            long sent = frames.publishedTo();
            while (running && role.isHeld() && sendFailure.get() == null) {
                long begun = System.nanoTime();
                long before = sent;
                sent = sendFrom(producer, sent);
                tickWhenIdle();
                if (sent != before) {
                    LockSupport.parkNanos(begun + PACE_NANOS - System.nanoTime());
                }
                frames.await(sent, IDLE_NANOS);
            }
        } finally {
            publishing = false;
        }
    }

    private long sendFrom(KafkaProducer<byte[], byte[]> producer, long sentTo) {
        long sent = sentTo;
        Iterator<EventFrame> pending = frames.iterator();
        while (pending.hasNext()) {
            EventFrame frame = pending.next();
            if (frame.getCommandOffset() > sent) {
                send(producer, frame);
                sent = frame.getCommandOffset();
            }
        }
        return sent;
    }

    private void send(KafkaProducer<byte[], byte[]> producer, EventFrame frame) {
        long commandOffset = frame.getCommandOffset();
        producer.send(
                new ProducerRecord<>(Topics.TRADING_EVENTS, 0, SHARD, frame.toByteArray()),
                (metadata, failure) -> {
                    if (failure == null) {
                        frames.publishedTo(commandOffset);
                    } else if (sendFailure.compareAndSet(null, failure)) {
                        LOG.warnf("A frame was not taken: %s", failure.getMessage());
                    }
                });
    }

    private void tickWhenIdle() {
        long now = System.nanoTime();
        long applied = lastApplied.getAsLong();
        if (applied != appliedAtTick) {
            appliedAtTick = applied;
            tickDue = now + TICK_NANOS;
        } else if (now - tickDue >= 0) {
            tickDue = now + TICK_NANOS;
            commands.append(Command.newBuilder().setTick(Tick.getDefaultInstance()).build())
                    .orTimeout(DELIVERY_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                    .exceptionally(failure -> {
                        LOG.debugf("A tick was lost: %s", failure.getMessage());
                        return null;
                    });
        }
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
