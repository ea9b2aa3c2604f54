package com.rescaleequity.account.outbox;

import com.rescaleequity.platform.outbox.OutboxMessage;
import com.rescaleequity.platform.outbox.OutboxWriter;
import com.rescaleequity.protocol.account.KeyRecord;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.MoveFunds;
import com.rescaleequity.protocol.trading.SetAccountFees;
import com.rescaleequity.protocol.trading.SetAccountState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** What this service has to tell the others, put into the caller's transaction. */
@ApplicationScoped
public class Outbox {

    private final OutboxWriter writer;

    public Outbox(OutboxWriter writer) {
        this.writer = writer;
    }

    /** Tells every service about a key; the record is signed. */
    public Uni<OutboxMessage> announceKey(KeyRecord key) {
        return writer.announce(key);
    }

    /**
     * Orders the core to move funds.
     *
     * @param notBefore epoch ms before which the command must not be sent
     */
    public Uni<OutboxMessage> moveFunds(MoveFunds move, long notBefore) {
        return writer.command(Command.newBuilder().setMoveFunds(move), notBefore);
    }

    /** Tells the core which fees an account pays. */
    public Uni<OutboxMessage> setAccountFees(SetAccountFees fees) {
        return writer.command(Command.newBuilder().setSetAccountFees(fees));
    }

    /** Tells the core what an account may do. */
    public Uni<OutboxMessage> setAccountState(SetAccountState state) {
        return writer.command(Command.newBuilder().setSetAccountState(state));
    }

    /** Tells every service to forget a key. */
    public Uni<OutboxMessage> forgetKey(String keyId) {
        return writer.forget(keyId);
    }
}
