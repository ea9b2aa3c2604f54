package com.rescaleequity.account.ledger;

import com.rescaleequity.platform.follower.EventBatch;
import com.rescaleequity.platform.follower.EventFollower;
import com.rescaleequity.platform.follower.LogEnd;
import com.rescaleequity.platform.follower.Position;
import com.rescaleequity.platform.follower.ReadBarrier;
import com.rescaleequity.platform.kafka.KafkaClients;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's follower of {@code trading.events}. An event that contradicts the journal stops it
 * for good: the service is no longer ready and says where.
 */
@ApplicationScoped
public class Ledger {

    private static final Logger LOG = Logger.getLogger(Ledger.class);

    private final EventFollower follower;
    private final ReadBarrier barrier;
    private volatile @Nullable String fault;

    Ledger(LedgerStore store, LogEnd logEnd, KafkaClients kafka) {
        follower = new EventFollower("ledger", kafka, new Audited(store));
        barrier = new ReadBarrier(logEnd, follower.coverage());
    }

    void start(@Observes StartupEvent event) {
        follower.start();
    }

    void stop(@Observes ShutdownEvent event) {
        follower.close();
    }

    /** Completes when reads show everything that was in the command log at the call; else 503. */
    public Uni<Void> upToDate() {
        return barrier.await();
    }

    /** Completes when this offset of the command log is covered; 503 when it takes longer. */
    public Uni<Void> covers(long commandOffset, Duration patience) {
        return follower.coverage().await(commandOffset, patience);
    }

    /** Whether reads can be trusted: caught up once, and nothing went wrong since. */
    boolean isReady() {
        return fault == null && follower.isHealthy() && follower.isCaughtUp();
    }

    /** Why the follower stopped, null while it runs. */
    @Nullable String fault() {
        return fault;
    }

    /** Last event of the ledger. */
    long sequence() {
        return follower.sequence();
    }

    /** The store, with the follower stopped at the first contradiction. */
    private final class Audited implements EventFollower.Sink {

        private final LedgerStore store;

        Audited(LedgerStore store) {
            this.store = store;
        }

        @Override
        public Position load() {
            return store.load();
        }

        @Override
        public void apply(EventBatch batch) {
            try {
                store.apply(batch);
            } catch (LedgerFault e) {
                fault = String.valueOf(e.getMessage());
                follower.close();
                LOG.fatalf(e, "The ledger stops: %s", e.getMessage());
                throw e;
            }
        }
    }
}
