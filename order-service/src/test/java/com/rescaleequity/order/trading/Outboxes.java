package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.message.Command;
import com.rescaleequity.order.trading.message.CommandEnvelope;
import java.util.HashMap;
import java.util.Map;

/** Sends each command as the service does that may: from its outbox, with the next number. */
final class Outboxes {

    private final Map<String, Long> lastNumbers = new HashMap<>();

    /** The source of a command; empty for those that replicas send. */
    static String source(Command command) {
        return switch (command) {
            case Command.MoveFunds _, Command.SetAccountFees _, Command.SetAccountState _ ->
                    "account-service";
            case Command.SetInstrument _, Command.SetMarketState _ -> "market-service";
            default -> "";
        };
    }

    CommandEnvelope send(Command command) {
        String source = source(command);
        return source.isEmpty() ? CommandEnvelope.of(command) : send(source, command);
    }

    CommandEnvelope send(String source, Command command) {
        long number = lastNumbers.merge(source, 1L, Long::sum);
        return new CommandEnvelope(0, source, number, null, command);
    }

    /** The number that the source sent last, 0 before its first. */
    long lastNumber(String source) {
        return lastNumbers.getOrDefault(source, 0L);
    }
}
