package com.rescaleequity.platform.outbox;

import com.rescaleequity.platform.database.ServiceDatabase;
import com.rescaleequity.platform.kafka.KafkaClients;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes and runs the outbox of a service that has {@link OutboxContents}. */
@ApplicationScoped
public class OutboxHost {

    private final Instance<OutboxContents> contents;
    private final Instance<OutboxRelay> relay;

    public OutboxHost(Instance<OutboxContents> contents, Instance<OutboxRelay> relay) {
        this.contents = contents;
        this.relay = relay;
    }

    @Produces
    @Singleton
    static OutboxWriter writer(Instance<OutboxContents> contents, Clock clock) {
        return new OutboxWriter(contents.get(), clock);
    }

    @Produces
    @Singleton
    static OutboxRelay relay(
            Instance<OutboxContents> contents,
            ServiceDatabase database,
            Clock clock,
            KafkaClients kafka,
            MeterRegistry registry) {
        return new OutboxRelay(contents.get(), database, clock, kafka, registry);
    }

    void start(@Observes StartupEvent event) {
        if (contents.isResolvable()) {
            relay.get().start();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (contents.isResolvable()) {
            relay.get().close();
        }
    }
}
