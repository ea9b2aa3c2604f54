package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.Instrument;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.follower.Coverage;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.trading.Command;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * This replica of the exchange: its core follows the command log, its calls go into the log and
 * come back as outcomes. A failure of the core stops the process; it is never skipped.
 */
@ApplicationScoped
public class Engine {

    private static final Logger LOG = Logger.getLogger(Engine.class);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.TRADING_COMMANDS, 0);
    private static final int EXIT_STOPPED = 3;

    private final String bootstrapServers;
    private final EngineSettings settings;
    private final String origin = UUID.randomUUID().toString();
    private final FrameQueue frames = new FrameQueue();
    private final PendingCalls calls;
    private final CoreLoop loop;
    private @Nullable CommandLog log;
    private @Nullable Publisher publisher;
    private volatile boolean running = true;
    private volatile boolean caughtUp;
    private volatile boolean failed;

    public Engine(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            EngineSettings settings) {
        this.bootstrapServers = bootstrapServers;
        this.settings = settings;
        calls = new PendingCalls(settings);
        loop = new CoreLoop(origin, calls, frames, settings.maxEventsPerFrame());
    }

    void start(@Observes @Priority(1) StartupEvent event) {
        CommandLog opened = new CommandLog(bootstrapServers, (int) settings.replyTimeoutMs());
        log = opened;
        LongSupplier applied = loop.coverage()::offset;
        Publisher made = new Publisher(bootstrapServers, frames, opened, applied);
        publisher = made;
        Thread.ofPlatform().name("core").daemon().start(() -> run(made));
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
        if (publisher != null) {
            publisher.close();
        }
        if (log != null) {
            log.close();
        }
    }

    /** Whether this replica's core has caught up with the log and goes on. */
    public boolean isReady() {
        return caughtUp && running && !failed;
    }

    /** False once the core stopped at a fault; only a restart helps. */
    public boolean isHealthy() {
        return !failed;
    }

    /** How far this replica's core has come. */
    public Coverage coverage() {
        return loop.coverage();
    }

    /** An instrument's current rules, null when it is not listed. */
    public @Nullable Instrument instrument(String symbol) {
        return loop.instrument(symbol);
    }

    /**
     * Sends a command through the log and gives its outcome, on the caller's context. Fails with
     * SERVICE_UNAVAILABLE before admission and with EXECUTION_UNKNOWN when no outcome comes.
     *
     * @param command without origin and correlation
     * @param details what an EXECUTION_UNKNOWN tells the client to ask for
     */
    public Uni<Reply> submit(
            long accountId, boolean cancel, Command.Builder command, Map<String, Object> details) {
        CommandLog open = log;
        if (!isReady() || open == null) {
            return Uni.createFrom()
                    .failure(ApiException.unavailable("The exchange is starting.", 2000));
        }
        PendingCalls.Call call = calls.open(accountId, cancel);
        if (call == null) {
            return Uni.createFrom()
                    .failure(ApiException.unavailable("Too many orders are under way.", 1000));
        }
        long deadline = System.currentTimeMillis() + settings.replyTimeoutMs();
        long wanted = command.getDeadline();
        command.setOrigin(origin)
                .setCorrelation(call.correlation())
                .setDeadline(wanted == 0 ? deadline : Math.min(wanted, deadline));
        open.append(command.build())
                .exceptionally(failure -> {
                    call.reply().completeExceptionally(failure);
                    return null;
                });
        return Coverage.onCaller(Uni.createFrom().completionStage(call.reply()))
                .onFailure(e -> e instanceof TimeoutException || e instanceof KafkaException)
                .transform(e -> unknown(details));
    }

    private static ApiException unknown(Map<String, Object> details) {
        return new ApiException(
                ErrorCode.EXECUTION_UNKNOWN,
                "No outcome came in time; ask for the order by its clientOrderId.",
                new LinkedHashMap<>(details));
    }

    private void run(Publisher publisher) {
        try {
            EventTail.End end = publishedEnd();
            loop.resumeAfter(end);
            publisher.start();
            follow(end);
        } catch (RuntimeException e) {
            if (running) {
                failed = true;
                LOG.fatal("The core stops; restart this replica", e);
                Quarkus.asyncExit(EXIT_STOPPED);
            }
        }
    }

    private EventTail.End publishedEnd() {
        try (EventTail tail = new EventTail(bootstrapServers)) {
            return tail.read();
        }
    }

    private void follow(EventTail.End published) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(KafkaSettings.consumer(bootstrapServers))) {
            consumer.assign(List.of(PARTITION));
            consumer.seek(PARTITION, 0);
            long end = end(consumer);
            if (published.commandOffset() >= end) {
                throw new IllegalStateException(
                        "The command log ends at %d but events cover %d: the log was lost. Restore it, see docs/runbook.md"
                                .formatted(end - 1, published.commandOffset()));
            }
            long started = System.nanoTime();
            while (running) {
                ConsumerRecords<byte[], byte[]> records = poll(consumer);
                if (!records.isEmpty()) {
                    loop.apply(records);
                }
                if (!caughtUp && consumer.position(PARTITION) >= end) {
                    caughtUp = true;
                    LOG.infof(
                            "Caught up with %d commands in %d ms",
                            end, Duration.ofNanos(System.nanoTime() - started).toMillis());
                }
            }
        }
    }

    private static ConsumerRecords<byte[], byte[]> poll(KafkaConsumer<byte[], byte[]> consumer) {
        try {
            return consumer.poll(Duration.ofMillis(200));
        } catch (OffsetOutOfRangeException e) {
            throw new IllegalStateException(
                    "The command log does not begin where this replica needs it: see docs/runbook.md",
                    e);
        }
    }

    private static long end(KafkaConsumer<byte[], byte[]> consumer) {
        Long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
        return end == null ? 0 : end;
    }
}
