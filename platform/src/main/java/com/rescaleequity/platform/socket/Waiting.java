package com.rescaleequity.platform.socket;

import com.rescaleequity.platform.socket.delivery.QueuedBytes;
import com.rescaleequity.platform.socket.delivery.SendQueue;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the bounds of each queue and over all as the settings say, and shows how full they are. */
final class Waiting {

    private Waiting() {}

    @Produces
    @Singleton
    static QueuedBytes queuedBytes(SocketSettings settings, MeterRegistry meters) {
        QueuedBytes waiting = new QueuedBytes(settings.allQueuesBytes());
        Gauge.builder("sockets.queued.bytes", waiting, QueuedBytes::bytes)
                .description("Text that waits for all connections together")
                .register(meters);
        FunctionCounter.builder("sockets.shed", waiting, QueuedBytes::peersShed)
                .description("Connections ended because too much waited for all together")
                .register(meters);
        return waiting;
    }

    @Produces
    @Singleton
    static SendQueue.Bounds bounds(SocketSettings settings, QueuedBytes waiting) {
        return new SendQueue.Bounds(settings.queueBytes(), settings.queueAge().toNanos(), waiting);
    }
}
