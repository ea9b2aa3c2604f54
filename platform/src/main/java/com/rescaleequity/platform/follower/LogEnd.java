package com.rescaleequity.platform.follower;

import com.rescaleequity.platform.kafka.KafkaClients;
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
import org.jboss.logging.Logger;

/**
 * Asks Kafka where the command log ends, once for everybody who asks while a question is under way:
 * an answer is always to a question that was put after its asker came.
 */
@ApplicationScoped
public class LogEnd {

    private static final Logger LOG = Logger.getLogger(LogEnd.class);
    private static final TopicPartition LOG_PARTITION =
            new TopicPartition(Topics.TRADING_COMMANDS, 0);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final LinkedBlockingQueue<CompletableFuture<Long>> asking = new LinkedBlockingQueue<>();
    private final KafkaClients kafka;
    private volatile boolean running = true;

    public LogEnd(KafkaClients kafka) {
        this.kafka = kafka;
    }

    @PostConstruct
    void start() {
        Thread.ofPlatform().name("log-end").daemon().start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
    }

    /** The offset of the newest command, -1 when there is none. */
    public Uni<Long> newest() {
        CompletableFuture<Long> answer = new CompletableFuture<>();
        asking.add(answer);
        return Uni.createFrom().completionStage(answer);
    }

    private void run() {
        while (running) {
            try (KafkaConsumer<byte[], byte[]> consumer = kafka.consumer("log-end")) {
                while (running) {
                    answer(consumer);
                }
            } catch (RuntimeException e) {
                LOG.warnf("The end of the command log is unknown: %s", e);
                refuseAll();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                running = false;
            }
        }
        refuseAll();
    }

    // Without a consumer there is nobody to answer; the pause keeps a lasting fault from spinning.
    private void refuseAll() {
        List<CompletableFuture<Long>> asked = new ArrayList<>();
        asking.drainTo(asked);
        KafkaException unknown = new KafkaException("The end of the command log is unknown");
        asked.forEach(answer -> answer.completeExceptionally(unknown));
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    private void answer(KafkaConsumer<byte[], byte[]> consumer) throws InterruptedException {
        CompletableFuture<Long> first = asking.poll(1, TimeUnit.SECONDS);
        if (first == null) {
            return;
        }
        List<CompletableFuture<Long>> asked = new ArrayList<>();
        asked.add(first);
        asking.drainTo(asked);
        try {
            Long end = consumer.endOffsets(List.of(LOG_PARTITION), PATIENCE).get(LOG_PARTITION);
            long newest = end == null ? -1 : end - 1;
            asked.forEach(answer -> answer.complete(newest));
        } catch (RuntimeException e) {
            KafkaException unknown = new KafkaException("The end of the command log is unknown", e);
            asked.forEach(answer -> answer.completeExceptionally(unknown));
            throw e;
        }
    }
}
