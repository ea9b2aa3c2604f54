package com.rescaleequity.account.outbox;

import com.rescaleequity.platform.auth.KeyRecords;
import com.rescaleequity.platform.outbox.Destination;
import com.rescaleequity.platform.outbox.OutboxContents;
import com.rescaleequity.platform.outbox.OutboxMessage;
import com.rescaleequity.protocol.trading.Command.BodyCase;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** Where this service's messages go: commands about accounts to the core, keys to everybody. */
@ApplicationScoped
public class AccountOutbox implements OutboxContents {

    private static final Set<BodyCase> COMMANDS =
            Set.of(
                    BodyCase.MOVE_FUNDS,
                    BodyCase.SET_ACCOUNT_FEES,
                    BodyCase.SET_ACCOUNT_STATE,
                    BodyCase.CANCEL_ALL_ORDERS);

    private final List<Destination> destinations;

    public AccountOutbox(KeyRecords records) {
        // Keys first: who gets money should be known by then.
        destinations =
                List.of(
                        new Destination.Keys(records),
                        new Destination.Commands("account-service", COMMANDS));
    }

    @Override
    public List<Destination> destinations() {
        return destinations;
    }

    @Override
    public Uni<Void> persist(OutboxMessage message) {
        return Panache.getSession()
                .chain(session -> session.persist(message).chain(session::flush));
    }
}
