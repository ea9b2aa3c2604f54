package com.rescaleequity.order.trading;

/**
 * A command with the terms under which the core applies it. A deadline of 0 is none; commands of
 * another service's outbox name their source and carry its dense number from 1, others an empty
 * source and 0.
 */
public record CommandEnvelope(long deadline, String source, long sourceNumber, Command command) {

    /** Wraps a command that has neither deadline nor source. */
    public static CommandEnvelope of(Command command) {
        return new CommandEnvelope(0, "", 0, command);
    }
}
