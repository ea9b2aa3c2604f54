package com.rescaleequity.stream.source;

import com.rescaleequity.platform.follower.EventBatch;
import com.rescaleequity.platform.follower.EventFollower;
import com.rescaleequity.platform.follower.Position;
import com.rescaleequity.platform.kafka.KafkaClients;
import com.rescaleequity.stream.subscription.Hub;
import com.rescaleequity.stream.subscription.PrivateEvents;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Follows the event log from its beginning into the hub: the fold of the whole log is what makes
 * the private snapshots right. The follower checks that sequences are dense and drops duplicates.
 */
@ApplicationScoped
public class TradingEvents {

    private final EventFollower follower;

    public TradingEvents(Hub hub, PrivateEvents events, KafkaClients kafka) {
        this.follower = new EventFollower("stream", kafka, new Memory(hub, events));
    }

    void start(@Observes StartupEvent event) {
        follower.start();
    }

    void stop(@Observes ShutdownEvent event) {
        follower.close();
    }

    /** Whether what was in the log at the start has been folded. */
    public boolean isCaughtUp() {
        return follower.isCaughtUp();
    }

    /** False once a gap or an unreadable frame has stopped it. */
    public boolean isHealthy() {
        return follower.isHealthy();
    }

    /** Keeps the position beside the fold, in memory, where both start anew together. */
    private static final class Memory implements EventFollower.Sink {

        private final Hub hub;
        private final PrivateEvents events;
        private Position position = Position.START;

        Memory(Hub hub, PrivateEvents events) {
            this.hub = hub;
            this.events = events;
        }

        @Override
        public Position load() {
            return position;
        }

        @Override
        public void apply(EventBatch batch) {
            hub.perform(() -> events.onEvents(batch.events(), batch.time())).await().indefinitely();
            position = batch.to();
        }
    }
}
