package com.rescaleequity.market.instrument;

import com.rescaleequity.platform.outbox.Destination;
import com.rescaleequity.platform.outbox.OutboxContents;
import com.rescaleequity.platform.outbox.OutboxMessage;
import com.rescaleequity.protocol.trading.Command.BodyCase;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/**
 * What this service tells the core, instruments and the states of their markets, and what it tells
 * the other services: the state of the exchange.
 */
@ApplicationScoped
public class MarketOutbox implements OutboxContents {

    private static final List<Destination> DESTINATIONS =
            List.of(
                    new Destination.Commands(
                            "market-service",
                            Set.of(BodyCase.SET_INSTRUMENT, BodyCase.SET_MARKET_STATE)),
                    new Destination.Exchange());

    @Override
    public List<Destination> destinations() {
        return DESTINATIONS;
    }

    @Override
    public Uni<Void> persist(OutboxMessage message) {
        return Panache.getSession()
                .chain(session -> session.persist(message).chain(session::flush));
    }
}
