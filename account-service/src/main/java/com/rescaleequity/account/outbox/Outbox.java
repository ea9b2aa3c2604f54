package com.rescaleequity.account.outbox;

import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.account.KeyRecord;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.MoveFunds;
import com.rescaleequity.protocol.trading.SetAccountFees;
import com.rescaleequity.protocol.trading.SetAccountState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Puts messages into the outbox, as part of the caller's transaction. */
@ApplicationScoped
public class Outbox {

    /** The name under which the core counts this service's commands. */
    public static final String SOURCE = "account-service";

    /** Tells every service about a key. */
    public Uni<OutboxMessage> announceKey(KeyRecord key) {
        return add(Topics.ACCOUNT_KEYS, key.getKeyId(), key.toByteArray(), 0);
    }

    /**
     * Orders the core to move funds.
     *
     * @param notBefore epoch ms before which the command must not be sent
     */
    public Uni<OutboxMessage> moveFunds(MoveFunds move, long notBefore) {
        byte[] payload = Command.newBuilder().setMoveFunds(move).build().toByteArray();
        return add(Topics.TRADING_COMMANDS, "", payload, notBefore);
    }

    /** Tells the core which fees an account pays. */
    public Uni<OutboxMessage> setAccountFees(SetAccountFees fees) {
        byte[] payload = Command.newBuilder().setSetAccountFees(fees).build().toByteArray();
        return add(Topics.TRADING_COMMANDS, "", payload, 0);
    }

    /** Tells the core what an account may do. */
    public Uni<OutboxMessage> setAccountState(SetAccountState state) {
        byte[] payload = Command.newBuilder().setSetAccountState(state).build().toByteArray();
        return add(Topics.TRADING_COMMANDS, "", payload, 0);
    }

    /** Tells every service to forget a key. */
    public Uni<OutboxMessage> forgetKey(String keyId) {
        return add(Topics.ACCOUNT_KEYS, keyId, new byte[0], 0);
    }

    private static Uni<OutboxMessage> add(
            String outbox, String recordKey, byte[] payload, long notBefore) {
        OutboxMessage message = new OutboxMessage();
        message.outbox = outbox;
        message.recordKey = recordKey;
        message.payload = payload;
        message.notBefore = notBefore;
        return message.persist();
    }
}
