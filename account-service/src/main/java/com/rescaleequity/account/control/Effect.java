package com.rescaleequity.account.control;

import com.rescaleequity.account.ledger.Ledger;
import com.rescaleequity.platform.outbox.OutboxMessage;
import com.rescaleequity.platform.outbox.OutboxRelay;
import com.rescaleequity.platform.runtime.CallerContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Waits until what was stored is in effect: announced to every service, and passed by the core. */
@ApplicationScoped
public class Effect {

    private static final Logger LOG = Logger.getLogger(Effect.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final OutboxRelay relay;
    private final Ledger ledger;

    public Effect(OutboxRelay relay, Ledger ledger) {
        this.relay = relay;
        this.ledger = ledger;
    }

    /** Sees to it that what was just stored is told at once. */
    public void hasten() {
        relay.wake();
    }

    /**
     * Whether it is still pending after five seconds. Never fails: what is stored is done, however
     * long its effect takes.
     *
     * @param announcements ids of messages about keys
     * @param commands ids of messages to the core
     */
    public Uni<Boolean> isPending(List<Long> announcements, List<Long> commands) {
        Uni<Boolean> effective =
                relay.sent(messages(announcements))
                        .chain(() -> relay.sent(messages(commands)))
                        .chain(offset -> ledger.covers(offset, PATIENCE))
                        .replaceWith(false);
        return CallerContext.onCaller(
                effective
                        .ifNoItem()
                        .after(PATIENCE)
                        .recoverWithItem(true)
                        .onFailure()
                        .invoke(e -> LOG.warnf("It is stored, but not yet in effect: %s", e))
                        .onFailure()
                        .recoverWithItem(true));
    }

    private static List<OutboxMessage> messages(List<Long> ids) {
        return ids.stream()
                .map(id -> {
                    OutboxMessage message = new OutboxMessage();
                    message.messageId = id;
                    return message;
                })
                .toList();
    }
}
