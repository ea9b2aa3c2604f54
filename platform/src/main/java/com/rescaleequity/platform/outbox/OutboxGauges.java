package com.rescaleequity.platform.outbox;

import com.rescaleequity.platform.outbox.OutboxStore.Backlog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/**
 * What one outbox shows of itself: {@code outbox_unsent}, {@code outbox_oldest_unsent_seconds},
 * {@code outbox_refused} and {@code outbox_out_of_step}, each by outbox. The age grows also while
 * the database does not answer.
 */
final class OutboxGauges {

    private final Clock clock;
    private volatile Backlog backlog = new Backlog(0, 0, 0);
    private volatile String fault = "";

    OutboxGauges(MeterRegistry registry, String outbox, Clock clock) {
        this.clock = clock;
        gauge("outbox.unsent", outbox, () -> backlog.due()).register(registry);
        gauge("outbox.oldest.unsent", outbox, this::oldestSeconds)
                .baseUnit("seconds")
                .register(registry);
        gauge("outbox.refused", outbox, () -> backlog.refused()).register(registry);
        gauge("outbox.out.of.step", outbox, () -> fault.isEmpty() ? 0 : 1).register(registry);
    }

    void show(Backlog now) {
        backlog = now;
    }

    /** Shows a lasting fault, in words; empty when there is none. */
    void show(String lastingFault) {
        fault = lastingFault;
    }

    String fault() {
        return fault;
    }

    long unsent() {
        return backlog.due();
    }

    long refused() {
        return backlog.refused();
    }

    double oldestSeconds() {
        Backlog now = backlog;
        return now.oldestSince() == 0
                ? 0
                : Math.max(0, clock.millis() - now.oldestSince()) / 1000.0;
    }

    private static Gauge.Builder<?> gauge(
            String name, String outbox, java.util.function.Supplier<Number> value) {
        return Gauge.builder(name, value).tag("outbox", outbox).strongReference(true);
    }
}
