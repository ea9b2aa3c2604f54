package com.rescaleequity.platform.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;

/** A producer whose metrics are in the registry as long as it is open. */
final class MeteredProducer extends KafkaProducer<byte[], byte[]> {

    private final KafkaClientMetrics metrics;
    private final Runnable closed;

    MeteredProducer(Map<String, Object> settings, MeterRegistry registry, Runnable closed) {
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
    public void close(Duration timeout) {
        metrics.close();
        try {
            super.close(timeout);
        } finally {
            closed.run();
        }
    }
}
