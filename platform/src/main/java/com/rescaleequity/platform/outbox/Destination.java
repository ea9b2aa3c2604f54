package com.rescaleequity.platform.outbox;

import com.google.protobuf.InvalidProtocolBufferException;
import com.rescaleequity.platform.auth.KeyRecords;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.account.KeyRecord;
import com.rescaleequity.protocol.market.ExchangeState;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.Command.BodyCase;
import com.rescaleequity.protocol.trading.Tick;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A topic that an outbox sends to: what may go there, and how a record carries its number. Whoever
 * can write into the table can have sent only what is allowed here.
 */
public sealed interface Destination {

    /** What {@link #refusalOf} says of a message that may be sent. */
    String ALLOWED = "";

    /** The topic, which is the outbox's name too. */
    String topic();

    /** Why a message must not be sent; {@link #ALLOWED} when it may. */
    String refusalOf(String recordKey, byte[] payload);

    /** The record's value for a message that may be sent; null deletes what its key named. */
    byte @Nullable [] value(byte[] payload, long number);

    /**
     * Commands for the core, of certain kinds. The core counts them by their source and applies
     * each number once.
     *
     * @param source the name under which the core counts
     */
    record Commands(String source, Set<BodyCase> kinds) implements Destination {

        @Override
        public String topic() {
            return Topics.TRADING_COMMANDS;
        }

        @Override
        public String refusalOf(String recordKey, byte[] payload) {
            try {
                Command command = Command.parseFrom(payload);
                if (!kinds.contains(command.getBodyCase())) {
                    return "%s may not send %s".formatted(source, command.getBodyCase());
                }
                boolean bare =
                        command.getOrigin().isEmpty()
                                && command.getRequestKey().isEmpty()
                                && recordKey.isEmpty();
                return bare ? ALLOWED : "a command of an outbox names no origin and no key";
            } catch (InvalidProtocolBufferException e) {
                return "it is no command";
            }
        }

        @Override
        public byte[] value(byte[] payload, long number) {
            try {
                return numbered(Command.parseFrom(payload).toBuilder(), number);
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalArgumentException("It is no command", e);
            }
        }

        /**
         * Uses a number up that was given to a message that must not be sent, so that the core does
         * not wait for it: no outbox may send a tick, so the core refuses it and counts on.
         */
        byte[] placeholder(long number) {
            return numbered(Command.newBuilder().setTick(Tick.getDefaultInstance()), number);
        }

        private byte[] numbered(Command.Builder command, long number) {
            return command.setSource(source).setSourceNumber(number).build().toByteArray();
        }
    }

    /** The state of the exchange, with the time of its change: readers ignore an earlier one. */
    record Exchange() implements Destination {

        static final String KEY = "exchange";

        @Override
        public String topic() {
            return Topics.MARKET_EXCHANGE;
        }

        @Override
        public String refusalOf(String recordKey, byte[] payload) {
            try {
                boolean timed = ExchangeState.parseFrom(payload).getUpdatedAt() > 0;
                return timed && recordKey.equals(KEY)
                        ? ALLOWED
                        : "it is named otherwise, or has no time";
            } catch (InvalidProtocolBufferException e) {
                return "it is no state of the exchange";
            }
        }

        @Override
        public byte[] value(byte[] payload, long number) {
            return payload;
        }
    }

    /**
     * Records of API keys. The number becomes the record's version: readers ignore a lower one than
     * they know.
     *
     * @param records gives a signed record its number; one that nobody signed is not sent
     */
    record Keys(KeyRecords records) implements Destination {

        /** The payload that has a key forgotten. */
        static final byte[] FORGET = {};

        @Override
        public String topic() {
            return Topics.ACCOUNT_KEYS;
        }

        @Override
        public String refusalOf(String recordKey, byte[] payload) {
            if (payload.length == 0) {
                return recordKey.isEmpty() ? "it names no key" : ALLOWED;
            }
            try {
                KeyRecord key = KeyRecord.parseFrom(payload);
                if (key.getKeyId().isEmpty() || !key.getKeyId().equals(recordKey)) {
                    return "its record key is not the key's id";
                }
                return key.getVersion() == 0 && records.isGenuine(key)
                        ? ALLOWED
                        : "no wrapping key vouches for it";
            } catch (InvalidProtocolBufferException e) {
                return "it is no key record";
            }
        }

        @Override
        public byte @Nullable [] value(byte[] payload, long number) {
            if (payload.length == 0) {
                return null;
            }
            try {
                return records.number(KeyRecord.parseFrom(payload), number).toByteArray();
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalArgumentException("It is no key record", e);
            }
        }
    }
}
