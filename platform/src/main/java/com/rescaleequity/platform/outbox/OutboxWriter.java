package com.rescaleequity.platform.outbox;

import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.account.KeyRecord;
import com.rescaleequity.protocol.market.ExchangeState;
import com.rescaleequity.protocol.trading.Command;
import io.smallrye.mutiny.Uni;
import java.time.Clock;

/**
 * Puts messages into the outbox, as part of the caller's transaction: they are sent if, and only
 * if, it commits. What the service may not send is refused here already.
 */
public final class OutboxWriter {

    private final OutboxContents contents;
    private final Clock clock;

    OutboxWriter(OutboxContents contents, Clock clock) {
        this.contents = contents;
        this.clock = clock;
    }

    /** Orders the core to do something. */
    public Uni<OutboxMessage> command(Command.Builder command) {
        return command(command, 0);
    }

    /**
     * Orders the core to do something later.
     *
     * @param notBefore epoch ms before which the command must not be sent
     */
    public Uni<OutboxMessage> command(Command.Builder command, long notBefore) {
        return add(Topics.TRADING_COMMANDS, "", command.build().toByteArray(), notBefore);
    }

    /** Tells every service about a key; the record is signed. */
    public Uni<OutboxMessage> announce(KeyRecord key) {
        return add(Topics.ACCOUNT_KEYS, key.getKeyId(), key.toByteArray(), 0);
    }

    /** Has every service forget a key. */
    public Uni<OutboxMessage> forget(String keyId) {
        return add(Topics.ACCOUNT_KEYS, keyId, Destination.Keys.FORGET, 0);
    }

    /** Tells every service how the exchange is put. */
    public Uni<OutboxMessage> announce(ExchangeState state) {
        return add(Topics.MARKET_EXCHANGE, Destination.Exchange.KEY, state.toByteArray(), 0);
    }

    private Uni<OutboxMessage> add(String topic, String recordKey, byte[] payload, long notBefore) {
        OutboxMessage message = new OutboxMessage();
        message.outbox = topic;
        message.recordKey = recordKey;
        message.payload = payload;
        message.notBefore = notBefore;
        message.createdAt = clock.millis();
        String refusal =
                contents.destinations().stream()
                        .filter(destination -> destination.topic().equals(topic))
                        .findFirst()
                        .map(destination -> destination.refusalOf(recordKey, payload))
                        .orElse("this service sends nothing to " + topic);
        if (!refusal.isEmpty()) {
            throw new IllegalArgumentException(refusal);
        }
        return contents.persist(message).replaceWith(message);
    }
}
