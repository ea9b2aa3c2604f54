package com.rescaleequity.order.trading.message;

import org.jspecify.annotations.Nullable;

/**
 * A command with the terms under which the core applies it. A deadline of 0 is none; commands of
 * another service's outbox name their source and carry its dense number from 1, others an empty
 * source and 0; a request that its client may repeat carries its key.
 */
public record CommandEnvelope(
        long deadline,
        String source,
        long sourceNumber,
        @Nullable RequestKey requestKey,
        Command command) {

    /**
     * How a client names a request so that repeating it has no second effect.
     *
     * @param fingerprint tells requests with the same key apart
     */
    public record RequestKey(long accountId, String key, String fingerprint) {}

    /** Wraps a command of a replica that has no terms. */
    public static CommandEnvelope of(Command command) {
        return new CommandEnvelope(0, "", 0, null, command);
    }
}
