package com.rescaleequity.platform.follower;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.trading.Event;
import com.rescaleequity.protocol.trading.EventFrame;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EventFollowerIT {

    private static final ExchangeInfrastructure INFRASTRUCTURE = new ExchangeInfrastructure();
    private static KafkaClients kafka;

    @BeforeAll
    static void writeAFrame() throws ExecutionException, InterruptedException {
        INFRASTRUCTURE.init(Map.of());
        kafka = KafkaClients.at(INFRASTRUCTURE.start().get("kafka.bootstrap.servers"));
        EventFrame frame =
                EventFrame.newBuilder()
                        .setFirstSequence(1)
                        .setCommandOffset(0)
                        .addEvents(Event.newBuilder())
                        .build();
        try (KafkaProducer<byte[], byte[]> producer = kafka.producer("test", Map.of())) {
            producer.send(new ProducerRecord<>(Topics.TRADING_EVENTS, 0, null, frame.toByteArray()))
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        INFRASTRUCTURE.stop();
    }

    @Test
    void aBatchThatFailsAgainAndAgainStopsTheFollower() throws InterruptedException {
        AtomicInteger attempts = new AtomicInteger();

        String fault =
                faultOf(() -> {
                    attempts.incrementAndGet();
                    throw new IllegalStateException("an unlisted market");
                });

        assertThat(fault).contains("Events 1 to 1").contains("an unlisted market");
        assertThat(attempts).hasValue(5);
    }

    @Test
    void whatCannotBeAppliedIsNotTriedAgain() throws InterruptedException {
        AtomicInteger attempts = new AtomicInteger();

        String fault =
                faultOf(() -> {
                    attempts.incrementAndGet();
                    throw new FollowerFault("the journal contradicts");
                });

        assertThat(fault).isEqualTo("the journal contradicts");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void aDatabaseThatCannotWriteForAWhileIsNoFault() throws InterruptedException {
        AtomicInteger attempts = new AtomicInteger();
        EventFollower follower =
                new EventFollower(
                        kafka,
                        new Failing(() -> {
                            if (attempts.incrementAndGet() <= 7) {
                                throw new DatabaseBusyException(
                                        new IllegalStateException("no space left"));
                            }
                        }));
        follower.start();

        while (follower.isHealthy() && follower.sequence() < 1) {
            Thread.sleep(20);
        }

        assertThat(follower.fault()).isNull();
        assertThat(attempts).hasValue(8);
        follower.close();
    }

    private static String faultOf(Runnable applying) throws InterruptedException {
        EventFollower follower = new EventFollower(kafka, new Failing(applying));
        follower.start();
        while (follower.isHealthy()) {
            Thread.sleep(20);
        }
        return String.valueOf(follower.fault());
    }

    /** Keeps its position in memory and does as told with each batch. */
    private static final class Failing implements EventFollower.Sink {

        private final Runnable applying;
        private volatile Position position = Position.START;

        Failing(Runnable applying) {
            this.applying = applying;
        }

        @Override
        public String name() {
            return "test";
        }

        @Override
        public Set<Event.BodyCase> wanted() {
            return Set.of();
        }

        @Override
        public Duration pace() {
            return Duration.ofMillis(10);
        }

        @Override
        public Position load() {
            return position;
        }

        @Override
        public void apply(EventBatch batch) {
            applying.run();
            position = batch.to();
        }
    }
}
