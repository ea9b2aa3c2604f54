package com.rescaleequity.market.instrument;

import com.rescaleequity.platform.outbox.OutboxMessage;
import com.rescaleequity.platform.outbox.OutboxWriter;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.Instrument;
import com.rescaleequity.protocol.trading.SetInstrument;
import com.rescaleequity.protocol.trading.SetMarketState;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Lists instruments: the row and the command that tells the core, in one transaction. */
@ApplicationScoped
public class Listing {

    // Held to the end of the transaction, so that changes come one by one and seeding happens once.
    private static final String LOCK = "SELECT 1 FROM pg_advisory_xact_lock(7001)";

    private final OutboxWriter outbox;

    public Listing(OutboxWriter outbox) {
        this.outbox = outbox;
    }

    /** Lists these instruments when there are none; tells whether it did. */
    Uni<Boolean> listWhenEmpty(List<Instrument> first) {
        return Panache.withTransaction(() ->
                lock().chain(() -> ListedInstrument.count())
                        .chain(count -> {
                            Uni<Void> all = Uni.createFrom().voidItem();
                            for (Instrument wanted : count == 0 ? first : List.<Instrument>of()) {
                                all = all.chain(() -> tell(wanted)).replaceWithVoid();
                            }
                            return all.replaceWith(count == 0);
                        }));
    }

    /**
     * Writes an instrument's row and the command that tells the core, within a transaction that
     * holds the lock.
     */
    Uni<OutboxMessage> tell(Instrument wanted) {
        SetInstrument set = SetInstrument.newBuilder().setInstrument(wanted).build();
        return tell(wanted, Command.newBuilder().setSetInstrument(set));
    }

    /**
     * The same for a market that only changes its state, whatever rules the core refused before.
     */
    Uni<OutboxMessage> tellState(Instrument wanted) {
        SetMarketState set =
                SetMarketState.newBuilder()
                        .setSymbol(wanted.getSymbol())
                        .setState(wanted.getState())
                        .build();
        return tell(wanted, Command.newBuilder().setSetMarketState(set));
    }

    private Uni<OutboxMessage> tell(Instrument wanted, Command.Builder command) {
        return Panache.getSession()
                .chain(session -> session.merge(ListedInstrument.of(wanted)).chain(session::flush))
                .chain(() -> outbox.command(command));
    }

    /** Keeps every other change of instruments waiting until the transaction ends. */
    static Uni<Void> lock() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(LOCK).getSingleResult())
                .replaceWithVoid();
    }
}
