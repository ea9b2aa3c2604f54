package com.rescaleequity.account.outbox;

import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.runtime.CallerContext;
import com.rescaleequity.protocol.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.ArrayList;
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
 * the order of sending, and sending again after a crash repeats nothing that counts.
 */
@ApplicationScoped
public class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final List<String> OUTBOXES =
            List.of(Topics.ACCOUNT_KEYS, Topics.TRADING_COMMANDS);
    private static final long IDLE_MILLIS = 250;
    private static final long PAUSE_MILLIS = 500;

    private final Semaphore wanted = new Semaphore(0);
    private final Map<Long, CompletableFuture<Long>> waiting = new ConcurrentHashMap<>();
    private final OutboxStore store;
    private final Clock clock;
    private final KafkaClients kafka;
    private volatile boolean running = true;

    public OutboxRelay(OutboxStore store, Clock clock, KafkaClients kafka) {
        this.store = store;
        this.clock = clock;
        this.kafka = kafka;
    }

    void start(@Observes StartupEvent event) {
        Thread.ofPlatform().name("outbox-relay").daemon().start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
        wanted.release();
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

    private static long greatest(List<CompletableFuture<Long>> offsets) {
        return offsets.stream().mapToLong(CompletableFuture::join).max().orElse(-1);
    }

    private void run() {
        while (running) {
            try (OutboxStore.Sender sender = store.becomeSender()) {
                if (sender == null) {
                    askWhatOthersSent();
                    sleep(IDLE_MILLIS);
                } else {
                    relay(sender);
                }
            } catch (RuntimeException e) {
                if (running) {
                    LOG.warnf(e, "The outbox cannot be sent, trying again");
                    sleep(PAUSE_MILLIS);
                }
            }
        }
    }

    private void relay(OutboxStore.Sender sender) {
        LOG.info("This replica sends the outbox");
        try (OutboxProducer producer = new OutboxProducer(kafka)) {
            while (running) {
                askWhatOthersSent();
                long next = clock.millis() + IDLE_MILLIS;
                for (String outbox : OUTBOXES) {
                    next = Math.min(next, pass(sender, producer, outbox));
                }
                sleep(next - clock.millis());
            }
        }
    }

    /** Sends what is due and answers when to come back, epoch ms. */
    private long pass(OutboxStore.Sender sender, OutboxProducer producer, String outbox) {
        List<PendingMessage> pending = sender.pending(outbox, clock.millis());
        List<PendingMessage> due = pending.stream().filter(m -> m.number() != null).toList();
        if (!due.isEmpty()) {
            List<Long> offsets = producer.send(outbox, due);
            List<PendingMessage> sent = due.subList(0, offsets.size());
            sender.markSent(sent, offsets);
            for (int i = 0; i < sent.size(); i++) {
                complete(sent.get(i).messageId(), offsets.get(i));
            }
            if (sent.size() < due.size()) {
                throw new IllegalStateException(
                        "Kafka did not take message " + due.get(sent.size()).messageId());
            }
        }
        return pending.stream()
                .filter(m -> m.number() == null)
                .mapToLong(PendingMessage::notBefore)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private void askWhatOthersSent() {
        if (!waiting.isEmpty()) {
            store.sent(List.copyOf(waiting.keySet())).forEach(this::complete);
        }
    }

    private void complete(long messageId, long offset) {
        CompletableFuture<Long> waiter = waiting.remove(messageId);
        if (waiter != null) {
            waiter.complete(offset);
        }
    }

    private void sleep(long millis) {
        try {
            if (wanted.tryAcquire(Math.max(1, millis), TimeUnit.MILLISECONDS)) {
                wanted.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
