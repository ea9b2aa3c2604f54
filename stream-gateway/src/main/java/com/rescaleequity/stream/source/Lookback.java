package com.rescaleequity.stream.source;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Moves the readers of books and candles a little before now at the start, so that what the topics
 * repeat every 5 s is known at once. What is read twice because of it, the boards drop. Kafka's own
 * {@code auto.offset.reset=by_duration} would do, but leaves an empty topic unread for 30 s.
 */
@ApplicationScoped
public class Lookback {

    private static final Logger LOG = Logger.getLogger(Lookback.class);
    private static final Duration BACK = Duration.ofSeconds(15);

    private final KafkaClientService clients;
    private final Clock clock;

    public Lookback(KafkaClientService clients, Clock clock) {
        this.clients = clients;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        for (String channel : List.of("depth", "candles")) {
            clients.<String, byte[]>getConsumer(channel)
                    .runOnPollingThread(this::goBack)
                    .subscribe()
                    .with(
                            done -> LOG.debugf("Channel %s starts %s back", channel, BACK),
                            failure -> LOG.warnf(failure, "Channel %s starts now", channel));
        }
    }

    private void goBack(Consumer<String, byte[]> consumer) {
        Map<TopicPartition, Long> times = new HashMap<>();
        consumer.assignment()
                .forEach(partition -> times.put(partition, clock.millis() - BACK.toMillis()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        found.forEach((partition, start) -> {
            if (start != null) {
                consumer.seek(partition, start.offset());
            }
        });
    }
}
