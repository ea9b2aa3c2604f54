package com.rescaleequity.order.engine;

import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.runtime.Worker;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;

/**
 * Sees, on a thread of its own, what is published and by whomever: it drops this replica's frames
 * that are covered and hands their ends to the check.
 */
final class EventLogWatch implements AutoCloseable {

    private static final Duration IDLE = Duration.ofMillis(500);

    private final KafkaClients kafka;
    private final FrameQueue frames;
    private final PublishedCheck check;
    private final Consumer<Throwable> fault;
    private final Worker worker = new Worker("event-log", this::round);

    /**
     * A watch that has not started.
     *
     * @param fault told what ends it, if anything does
     */
    EventLogWatch(
            KafkaClients kafka,
            FrameQueue frames,
            PublishedCheck check,
            Consumer<Throwable> fault) {
        this.kafka = kafka;
        this.frames = frames;
        this.check = check;
        this.fault = fault;
    }

    void start() {
        worker.start();
    }

    @Override
    public void close() {
        worker.close();
    }

    private void round() {
        try (EventTail tail = new EventTail(kafka)) {
            frames.publishedTo(tail.read(check::published).offset());
            while (worker.isRunning()) {
                frames.publishedTo(tail.poll(IDLE, check::published).offset());
            }
        } catch (KafkaException e) {
            throw e; // it may be read again
        } catch (RuntimeException | Error e) {
            worker.close();
            fault.accept(e);
        }
    }
}
