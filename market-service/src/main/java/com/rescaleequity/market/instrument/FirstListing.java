package com.rescaleequity.market.instrument;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.JsonReader;
import com.rescaleequity.platform.json.JsonValue;
import com.rescaleequity.platform.json.Problems;
import com.rescaleequity.platform.outbox.OutboxRelay;
import com.rescaleequity.platform.runtime.Worker;
import com.rescaleequity.protocol.trading.Instrument;
import com.rescaleequity.protocol.trading.MarketState;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Lists the instruments that come with the service when it starts on an empty database. */
@Singleton
final class FirstListing {

    private static final Logger LOG = Logger.getLogger(FirstListing.class);
    private static final String FILE = "/instruments.json";

    private final Listing listing;
    private final OutboxRelay relay;
    private final List<Instrument> first;
    private final Worker worker;

    FirstListing(Listing listing, OutboxRelay relay, Clock clock) {
        this.listing = listing;
        this.relay = relay;
        first = read(clock.millis());
        worker = new Worker("first-listing", this::list);
    }

    void start(@Observes StartupEvent event) {
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) {
        worker.close();
    }

    /** The instruments of the file, to be listed now. */
    static List<Instrument> read(long now) {
        try (InputStream file = FirstListing.class.getResourceAsStream(FILE)) {
            if (file != null
                    && JsonReader.value(file.readAllBytes())
                            instanceof JsonValue.Items(List<JsonValue> items)) {
                List<Instrument> read = new ArrayList<>();
                for (JsonValue item : items) {
                    read.add(
                            InstrumentBody.read(fields(item)).toBuilder()
                                    .setState(MarketState.TRADING)
                                    .setListedAt(now)
                                    .build());
                }
                return List.copyOf(read);
            }
            throw new IllegalStateException(FILE + " holds no list");
        } catch (ApiException e) {
            throw new IllegalStateException(FILE + ": " + e.errors(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Fields fields(JsonValue item) {
        if (item instanceof JsonValue.Members members) {
            return Fields.ofBody(members, InstrumentBody.FIELDS, new Problems());
        }
        throw new IllegalStateException(FILE + " holds something else than instruments");
    }

    private void list() throws Throwable {
        boolean listed = VertxContextSupport.subscribeAndAwait(() -> listing.listWhenEmpty(first));
        worker.close();
        if (listed) {
            LOG.infof("Listed %d instruments", first.size());
            relay.wake();
        }
    }
}
