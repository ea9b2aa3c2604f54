package com.rescaleequity.platform.follower;

import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.runtime.Worker;
import com.rescaleequity.protocol.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks Kafka where the command log ends, once for everybody who asks within two milliseconds or
 * while a question is under way: an answer is always to a question that was put after its asker
 * came. Who asks when nobody has just done so waits for Kafka alone.
 */
@ApplicationScoped
public class LogEnd {

    private static final TopicPartition LOG_PARTITION =
            new TopicPartition(Topics.TRADING_COMMANDS, 0);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long PACE_NANOS = Duration.ofMillis(2).toNanos();

    private final LinkedBlockingQueue<CompletableFuture<Long>> asking = new LinkedBlockingQueue<>();
    private final KafkaClients kafka;
    // When the last question was put; the worker's own.
    private long asked = System.nanoTime();
    private final Worker worker = new Worker("log-end", this::round);

    public LogEnd(KafkaClients kafka) {
        this.kafka = kafka;
    }

    @PostConstruct
    void start() {
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) {
        worker.close();
    }

    /** The offset of the newest command, -1 when there is none. */
    public Uni<Long> newest() {
        CompletableFuture<Long> answer = new CompletableFuture<>();
        asking.add(answer);
        return Uni.createFrom().completionStage(answer);
    }

    private void round() throws InterruptedException {
        try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer("log-end")) {
            while (worker.isRunning()) {
                answer(consumer);
            }
        } finally {
            // Without a consumer there is nobody to answer.
            List<CompletableFuture<Long>> askers = new ArrayList<>();
            asking.drainTo(askers);
            refuse(askers, null);
        }
    }

    /** Answers all who ask by now, as soon as there is somebody. */
    private void answer(KafkaConsumer<byte[], byte[]> consumer) throws InterruptedException {
        CompletableFuture<Long> first = asking.poll(1, TimeUnit.SECONDS);
        if (first == null) {
            return;
        }
        LockSupport.parkNanos(asked + PACE_NANOS - System.nanoTime());
        asked = System.nanoTime();
        List<CompletableFuture<Long>> askers = new ArrayList<>();
        askers.add(first);
        asking.drainTo(askers);
        try {
            Long end = consumer.endOffsets(List.of(LOG_PARTITION), PATIENCE).get(LOG_PARTITION);
            long newest = end == null ? -1 : end - 1;
            askers.forEach(answer -> answer.complete(newest));
        } catch (TimeoutException e) {
            refuse(askers, e); // the consumer finds Kafka again by itself
        } catch (RuntimeException e) {
            refuse(askers, e);
            throw e;
        }
    }

    private static void refuse(List<CompletableFuture<Long>> askers, @Nullable Throwable cause) {
        KafkaException unknown = new KafkaException("The end of the command log is unknown", cause);
        askers.forEach(answer -> answer.completeExceptionally(unknown));
    }
}
