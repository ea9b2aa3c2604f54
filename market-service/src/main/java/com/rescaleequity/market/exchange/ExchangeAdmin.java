package com.rescaleequity.market.exchange;

import com.rescaleequity.market.instrument.Wish;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.outbox.OutboxRelay;
import com.rescaleequity.platform.outbox.OutboxWriter;
import com.rescaleequity.protocol.market.ExchangeState;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Puts the exchange into maintenance for an operator, or ends it, and has every service told. */
@ApplicationScoped
public class ExchangeAdmin {

    // Held to the end of the transaction: changes are told in the order of their times.
    private static final String LOCK = "SELECT 1 FROM pg_advisory_xact_lock(7002)";

    private final OutboxWriter outbox;
    private final OutboxRelay relay;
    private final Clock clock;

    public ExchangeAdmin(OutboxWriter outbox, OutboxRelay relay, Clock clock) {
        this.outbox = outbox;
        this.relay = relay;
        this.clock = clock;
    }

    /**
     * Puts the exchange into a state; a wish that was fulfilled before changes nothing more.
     *
     * @param wanted its maintenance, message and end
     * @return the state as it is told
     */
    public Uni<ExchangeState> set(ExchangeState wanted, Wish wish) {
        return Panache.withTransaction(() ->
                        Panache.getSession()
                                .chain(session -> session.createNativeQuery(LOCK).getSingleResult())
                                .chain(() -> earlier(wish))
                                .chain(before -> once(before, wanted, wish)))
                .invoke(relay::wake);
    }

    private static Uni<ExchangeChange> earlier(Wish wish) {
        return ExchangeChange.<ExchangeChange>find(
                        "actor = ?1 and requestId = ?2", wish.actor(), wish.requestId())
                .firstResult();
    }

    private Uni<ExchangeState> once(
            @Nullable ExchangeChange before, ExchangeState wanted, Wish wish) {
        if (before == null) {
            return change(wanted, wish);
        }
        ExchangeState done = before.toState();
        if (!done.toBuilder().clearUpdatedAt().build().equals(wanted)) {
            throw new ApiException(
                    ErrorCode.DUPLICATE_REQUEST_ID, "This requestId stood for another change.");
        }
        return Uni.createFrom().item(done);
    }

    private Uni<ExchangeState> change(ExchangeState wanted, Wish wish) {
        return ExchangeChange.<ExchangeChange>find("order by at desc")
                .firstResult()
                .chain(last -> append(last == null ? 0 : last.at, wanted, wish));
    }

    private Uni<ExchangeState> append(long last, ExchangeState wanted, Wish wish) {
        ExchangeChange change = new ExchangeChange();
        change.at = Math.max(clock.millis(), last + 1);
        change.actor = wish.actor();
        change.fromAddress = wish.address();
        change.reason = wish.reason();
        change.requestId = wish.requestId();
        change.maintenance = wanted.getMaintenance();
        change.message = wanted.getMessage();
        change.until = wanted.getUntil();
        return change.persist()
                .chain(() -> outbox.announce(change.toState()))
                .replaceWith(change.toState());
    }
}
