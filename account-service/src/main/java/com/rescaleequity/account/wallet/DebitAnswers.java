package com.rescaleequity.account.wallet;

import com.rescaleequity.account.wallet.Withdrawal.State;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/**
 * What the core has answered to the command that takes a withdrawal's money: the journal has an
 * entry of it, or the ledger has passed the command without one.
 */
@ApplicationScoped
class DebitAnswers {

    private static final int TAKEN = 1;
    private static final int REFUSED = 2;
    private static final String ANSWER =
            """
            SELECT CASE
                WHEN EXISTS (SELECT FROM journal_entry WHERE kind <> 'trade'
                    AND reference_id = :reference) THEN 1
                WHEN EXISTS (SELECT FROM outbox_message m JOIN follower_position p
                    ON p.follower = 'ledger' AND m.record_offset <= p.command_offset
                    WHERE m.message_id = :message) THEN 2
                ELSE 0 END\
            """;

    private final Clock clock;

    DebitAnswers(Clock clock) {
        this.clock = clock;
    }

    /** Moves a withdrawal on whose money was taken or refused. Part of the caller's transaction. */
    Uni<Void> note(Withdrawal withdrawal) {
        if (withdrawal.state() != State.REQUESTED) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(ANSWER, Integer.class)
                                .setParameter("reference", withdrawal.transferId())
                                .setParameter("message", withdrawal.messageId)
                                .getSingleResult())
                .invoke(answer -> note(withdrawal, answer))
                .replaceWithVoid();
    }

    private void note(Withdrawal withdrawal, int answer) {
        long now = clock.millis();
        if (answer == TAKEN) {
            withdrawal.setState(State.PENDING, now);
        } else if (answer == REFUSED) {
            withdrawal.setState(State.FAILED, now);
            withdrawal.completedAt = now;
            withdrawal.reason = "INSUFFICIENT_BALANCE";
        }
    }
}
