package com.rescaleequity.order.engine;

import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Sees, on a thread of its own, what is published and by whomever: it drops this replica's frames
 * that are covered and hands their ends to the check.
 */
final class EventLogWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EventLogWatch.class);
    private static final Duration IDLE = Duration.ofMillis(500);

    private final String bootstrapServers;
    private final FrameQueue frames;
    private final PublishedCheck check;
    private volatile boolean running = true;

    EventLogWatch(String bootstrapServers, FrameQueue frames, PublishedCheck check) {
        this.bootstrapServers = bootstrapServers;
        this.frames = frames;
        this.check = check;
    }

    void start() {
        Thread.ofPlatform().name("event-log").daemon().start(this::run);
    }

    @Override
    public void close() {
        running = false;
    }

    private void run() {
        while (running) {
            try (EventTail tail = new EventTail(bootstrapServers)) {
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
