package com.rescaleequity.market.instrument;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rescaleequity.platform.outbox.OutboxMessage;
import com.rescaleequity.platform.outbox.OutboxWriter;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.SetInstrument;
import com.rescaleequity.protocol.trading.SetMarketState;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;

/** Lists instruments: the row and the command that tells the core, in one transaction. */
@ApplicationScoped
public class Listing {

    private static final String FILE = "/instruments.json";
    // Held to the end of the transaction, so that changes come one by one and seeding happens once.
    private static final String LOCK = "SELECT 1 FROM pg_advisory_xact_lock(7001)";

    private final OutboxWriter outbox;
    private final Clock clock;

    public Listing(OutboxWriter outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Lists the instruments of the classpath when there are none; tells how many it listed. */
    Uni<Integer> seedWhenEmpty() {
        return Panache.withTransaction(() ->
                lock().chain(() -> ListedInstrument.count())
                        .chain(count -> count > 0 ? none() : seed()));
    }

    private static Uni<Integer> none() {
        return Uni.createFrom().item(0);
    }

    private Uni<Integer> seed() {
        List<SeedInstrument> seeds = read();
        long now = clock.millis();
        Uni<Void> all = Uni.createFrom().voidItem();
        for (SeedInstrument seed : seeds) {
            all = all.chain(() -> tell(seed.listed(now))).replaceWithVoid();
        }
        return all.replaceWith(seeds.size());
    }

    /**
     * Writes an instrument's row and the command that tells the core, within a transaction that
     * holds the lock.
     */
    Uni<OutboxMessage> tell(ListedInstrument instrument) {
        SetInstrument set =
                SetInstrument.newBuilder().setInstrument(instrument.toMessage()).build();
        return tell(instrument, Command.newBuilder().setSetInstrument(set));
    }

    /**
     * The same for a market that only changes its state, whatever rules the core refused before.
     */
    Uni<OutboxMessage> tellState(ListedInstrument instrument) {
        SetMarketState set =
                SetMarketState.newBuilder()
                        .setSymbol(instrument.symbol)
                        .setState(instrument.state)
                        .build();
        return tell(instrument, Command.newBuilder().setSetMarketState(set));
    }

    private Uni<OutboxMessage> tell(ListedInstrument instrument, Command.Builder command) {
        return instrument.<ListedInstrument>persistAndFlush().chain(() -> outbox.command(command));
    }

    /** Keeps every other change of instruments waiting until the transaction ends. */
    static Uni<Void> lock() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(LOCK).getSingleResult())
                .replaceWithVoid();
    }

    private static List<SeedInstrument> read() {
        ObjectMapper mapper =
                new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        try (InputStream file = Listing.class.getResourceAsStream(FILE)) {
            return List.of(mapper.readValue(file, SeedInstrument[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
