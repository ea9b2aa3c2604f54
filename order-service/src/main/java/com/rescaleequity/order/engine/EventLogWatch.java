package com.rescaleequity.order.engine;

import com.rescaleequity.platform.kafka.KafkaClients;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Sees, on a thread of its own, what is published and by whomever: it drops this replica's frames
 * that are covered and hands their ends to the check.
 */
final class EventLogWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EventLogWatch.class);
    private static final Duration IDLE = Duration.ofMillis(500);

    private final KafkaClients kafka;
    private final FrameQueue frames;
    private final PublishedCheck check;
    private volatile boolean running = true;

    EventLogWatch(KafkaClients kafka, FrameQueue frames, PublishedCheck check) {
        this.kafka = kafka;
        this.frames = frames;
        this.check = check;
    }

    /**
     * Begins to watch.
     *
     * @param fault told what ends the thread, if anything does
     */
    void start(Consumer<Throwable> fault) {
        Thread.ofPlatform().name("event-log").daemon().start(() -> run(fault));
    }

    @Override
    public void close() {
        running = false;
    }

    private void run(Consumer<Throwable> fault) {
        try {
            watchAlways();
        } catch (RuntimeException | Error e) {
            fault.accept(e);
        }
    }

    private void watchAlways() {
        while (running) {
            try (EventTail tail = new EventTail(kafka)) {
                frames.publishedTo(tail.read(check::published).commandOffset());
                while (running) {
                    frames.publishedTo(tail.poll(IDLE, check::published).commandOffset());
                }
            } catch (KafkaException e) {
                LOG.warnf("The event log cannot be read, trying again: %s", e.getMessage());
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
