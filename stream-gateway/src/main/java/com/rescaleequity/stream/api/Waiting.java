package com.rescaleequity.stream.api;

import com.rescaleequity.stream.delivery.QueuedBytes;
import com.rescaleequity.stream.subscription.StreamSettings;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the bound over all queues as the settings say, and shows how full it is. */
final class Waiting {

    private Waiting() {}

    @Produces
    @Singleton
    static QueuedBytes queuedBytes(StreamSettings settings, MeterRegistry meters) {
        QueuedBytes waiting = new QueuedBytes(settings.allQueuesBytes());
        Gauge.builder("stream.queued.bytes", waiting, QueuedBytes::bytes)
                .description("Text that waits for all connections together")
                .register(meters);
        FunctionCounter.builder("stream.peers.shed", waiting, QueuedBytes::peersShed)
                .description("Connections ended because too much waited for all together")
                .register(meters);
        return waiting;
    }
}
