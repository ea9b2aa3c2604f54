package com.rescaleequity.platform.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** A consumer whose metrics are in the registry as long as it is open. */
final class MeteredConsumer extends KafkaConsumer<byte[], byte[]> {

    private final KafkaClientMetrics metrics;
    private final Runnable closed;

    MeteredConsumer(Map<String, Object> settings, MeterRegistry registry, Runnable closed) {
        super(settings);
        this.closed = closed;
        metrics = new KafkaClientMetrics(this);
        metrics.bindTo(registry);
    }

    @Override
    public void close() {
        metrics.close();
        try {
            super.close();
        } finally {
            closed.run();
        }
    }

    @Override
    @Deprecated
    public void close(Duration timeout) {
        close(CloseOptions.timeout(timeout));
    }

    @Override
    public void close(CloseOptions options) {
        metrics.close();
        try {
            super.close(options);
        } finally {
            closed.run();
        }
    }
}
