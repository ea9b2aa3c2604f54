package com.rescaleequity.market.instrument;

import com.rescaleequity.platform.outbox.OutboxRelay;
import com.rescaleequity.platform.runtime.Worker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Lists the instruments that come with the service when it starts on an empty database. */
@Singleton
final class FirstListing {

    private static final Logger LOG = Logger.getLogger(FirstListing.class);

    private final Listing listing;
    private final OutboxRelay relay;
    private final Worker worker;

    FirstListing(Listing listing, OutboxRelay relay) {
        this.listing = listing;
        this.relay = relay;
        worker = new Worker("first-listing", this::list);
    }

    void start(@Observes StartupEvent event) {
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) {
        worker.close();
    }

    private void list() {
        int listed = seed();
        worker.close();
        if (listed > 0) {
            LOG.infof("Listed %d instruments", listed);
            relay.wake();
        }
    }

    private int seed() {
        try {
            return VertxContextSupport.subscribeAndAwait(listing::seedWhenEmpty);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
