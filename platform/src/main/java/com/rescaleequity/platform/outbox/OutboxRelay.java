package com.rescaleequity.platform.outbox;

import com.rescaleequity.platform.database.ServiceDatabase;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.runtime.CallerContext;
import com.rescaleequity.platform.runtime.Worker;
import com.rescaleequity.protocol.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Carries the outbox to Kafka on a thread of its own, if it is the one sender of all replicas. A
 * message gets the next number of its outbox when it is due and keeps it, so numbers are dense in
 * the order of sending, and sending again after a crash repeats nothing that counts. Whatever fails
 * ends the session that makes it the sender, so that no fault keeps the role from the others.
 */
public final class OutboxRelay implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final long IDLE_MILLIS = 250;
    private static final long LOOK_MILLIS = 1_000;

    private final Semaphore wanted = new Semaphore(0);
    private final Map<Long, CompletableFuture<Long>> waiting = new ConcurrentHashMap<>();
    private final Map<String, OutboxGauges> gauges = new LinkedHashMap<>();
    private final OutboxContents contents;
    private final ServiceDatabase database;
    private final Clock clock;
    private final KafkaClients kafka;
    private final Worker worker = new Worker("outbox-relay", this::round);
    private long nextLook;

    public OutboxRelay(
            OutboxContents contents,
            ServiceDatabase database,
            Clock clock,
            KafkaClients kafka,
            MeterRegistry registry) {
        this.contents = contents;
        this.database = database;
        this.clock = clock;
        this.kafka = kafka;
        for (Destination destination : contents.destinations()) {
            String outbox = destination.topic();
            gauges.put(outbox, new OutboxGauges(registry, outbox, clock));
        }
    }

    /** Begins to send. */
    public void start() {
        worker.start();
    }

    @Override
    public void close() {
        worker.close();
        wake();
    }

    /** Looks at the outbox now; to be called after the transaction that filled it. */
    public void wake() {
        wanted.release();
    }

    /**
     * Completes, on the caller's context, with the greatest offset of these messages once all of
     * them are sent. Never fails; the caller sets the time limit.
     */
    public Uni<Long> sent(List<OutboxMessage> messages) {
        List<CompletableFuture<Long>> each = new ArrayList<>();
        for (OutboxMessage message : messages) {
            each.add(waiting.computeIfAbsent(message.messageId, id -> new CompletableFuture<>()));
        }
        wake();
        CompletableFuture<Long> all =
                CompletableFuture.allOf(each.toArray(CompletableFuture[]::new))
                        .thenApply(done -> greatest(each));
        return CallerContext.onCaller(Uni.createFrom().completionStage(all))
                .onTermination()
                .invoke(() -> messages.forEach(message -> waiting.remove(message.messageId)));
    }

    /** How the outboxes stand, by their names. */
    Map<String, OutboxGauges> gauges() {
        return gauges;
    }

    private static long greatest(List<CompletableFuture<Long>> offsets) {
        return offsets.stream().mapToLong(CompletableFuture::join).max().orElse(-1);
    }

    private void round() throws SQLException, InterruptedException {
        try (OutboxStore store = new OutboxStore(database)) {
            while (worker.isRunning() && !store.becomeSender()) {
                askWhatOthersSent(store);
                look(store);
                sleep(IDLE_MILLIS);
            }
            if (worker.isRunning()) {
                relay(store);
            }
        }
    }

    private void relay(OutboxStore store) throws SQLException, InterruptedException {
        LOG.info("This replica sends the outbox");
        try (OutboxProducer producer = new OutboxProducer(kafka);
                CoreNumbers numbers = new CoreNumbers(kafka, clock)) {
            while (worker.isRunning()) {
                askWhatOthersSent(store);
                long next = clock.millis() + IDLE_MILLIS;
                for (Destination destination : contents.destinations()) {
                    if (mayGo(destination, store, numbers)) {
                        next = Math.min(next, pass(store, producer, destination));
                    }
                }
                look(store);
                sleep(next - clock.millis());
            }
        }
    }

    /** Commands go only while the core's numbers are known to be in step with these. */
    private boolean mayGo(Destination destination, OutboxStore store, CoreNumbers numbers)
            throws SQLException {
        if (!(destination instanceof Destination.Commands commands)) {
            return true;
        }
        boolean inStep = numbers.areInStep(store, commands.source());
        gauge(commands).show(numbers.fault());
        return inStep;
    }

    /** Sends what is due and answers when to come back, epoch ms. */
    private long pass(OutboxStore store, OutboxProducer producer, Destination destination)
            throws SQLException {
        String outbox = destination.topic();
        long now = clock.millis();
        List<PendingMessage> pending = store.pending(outbox);
        List<PendingMessage> fresh = new ArrayList<>();
        for (PendingMessage message : pending) {
            if (!message.isNumbered() && message.isDue(now)) {
                if (isAllowed(destination, message)) {
                    fresh.add(message);
                } else {
                    putAside(store, destination, message);
                }
            }
        }
        if (!fresh.isEmpty()) {
            store.number(outbox, fresh);
            pending = store.pending(outbox);
        }
        send(store, producer, destination, pending.stream().filter(m -> m.isNumbered()).toList());
        return pending.stream()
                .filter(m -> !m.isNumbered() && !m.isDue(now))
                .mapToLong(PendingMessage::notBefore)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private void send(
            OutboxStore store,
            OutboxProducer producer,
            Destination destination,
            List<PendingMessage> numbered)
            throws SQLException {
        List<PendingMessage> sending = new ArrayList<>();
        List<OutboxProducer.Outgoing> records = new ArrayList<>();
        for (PendingMessage message : numbered) {
            if (isAllowed(destination, message)) {
                sending.add(message);
                records.add(
                        new OutboxProducer.Outgoing(
                                message.recordKey().isEmpty() ? null : message.recordKey(),
                                destination.value(message.payload(), message.number())));
            } else if (destination instanceof Destination.Commands commands) {
                // Its number is given: a command that changes nothing takes its place.
                sending.add(message);
                records.add(
                        new OutboxProducer.Outgoing(null, commands.placeholder(message.number())));
            } else {
                putAside(store, destination, message);
            }
        }
        if (sending.isEmpty()) {
            return;
        }
        List<Long> offsets = producer.send(destination.topic(), records);
        List<PendingMessage> sent = sending.subList(0, offsets.size());
        for (PendingMessage message : sent) {
            if (!isAllowed(destination, message)) {
                putAside(store, destination, message);
            }
        }
        if (!sent.isEmpty()) {
            store.markSent(sent, offsets);
        }
        for (int i = 0; i < sent.size(); i++) {
            complete(sent.get(i).messageId(), offsets.get(i));
        }
        if (sent.size() < sending.size()) {
            throw new IllegalStateException(
                    "Kafka did not take message " + sending.get(sent.size()).messageId());
        }
    }

    private static boolean isAllowed(Destination destination, PendingMessage message) {
        return destination
                .refusalOf(message.recordKey(), message.payload())
                .equals(Destination.ALLOWED);
    }

    /** Puts a message that must not be sent aside for good; those behind it go on. */
    private static void putAside(OutboxStore store, Destination destination, PendingMessage message)
            throws SQLException {
        String refusal = destination.refusalOf(message.recordKey(), message.payload());
        LOG.errorf(
                "Message %d of outbox %s is not sent: %s. Somebody wrote into the table, see"
                        + " docs/runbook.md, \"An outbox refuses a message\"",
                message.messageId(), destination.topic(), refusal);
        store.refuse(message, refusal);
    }

    private void askWhatOthersSent(OutboxStore store) throws SQLException {
        if (!waiting.isEmpty()) {
            store.sent(List.copyOf(waiting.keySet())).forEach(this::complete);
        }
    }

    private void look(OutboxStore store) throws SQLException {
        long now = clock.millis();
        if (now >= nextLook) {
            nextLook = now + LOOK_MILLIS;
            for (Map.Entry<String, OutboxGauges> outbox : gauges.entrySet()) {
                outbox.getValue().show(store.backlog(outbox.getKey(), now));
            }
        }
    }

    private OutboxGauges gauge(Destination.Commands commands) {
        OutboxGauges gauge = gauges.get(commands.topic());
        if (gauge == null) {
            throw new IllegalStateException("No outbox " + Topics.TRADING_COMMANDS);
        }
        return gauge;
    }

    private void complete(long messageId, long offset) {
        CompletableFuture<Long> waiter = waiting.remove(messageId);
        if (waiter != null) {
            waiter.complete(offset);
        }
    }

    private void sleep(long millis) throws InterruptedException {
        if (wanted.tryAcquire(Math.max(1, millis), TimeUnit.MILLISECONDS)) {
            wanted.drainPermits();
        }
    }
}
