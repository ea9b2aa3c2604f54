package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.message.Command;
import com.rescaleequity.order.trading.message.CommandEnvelope;
import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.order.trading.message.Outcome.Duplicate;
import com.rescaleequity.order.trading.message.Outcome.Rejected;
import com.rescaleequity.order.trading.message.RejectDetails.NextSourceNumber;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.order.trading.state.StateReader;
import com.rescaleequity.order.trading.state.StateWriter;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who may send which commands, and the last number taken from each outbox that sends some, so that
 * each number counts once however often it is delivered. A refused command uses its number up too;
 * one of an unknown source changes nothing, so nobody fills the state by inventing sources.
 */
final class Sources {

    /** Commands of the replicas of this service carry no number. */
    static final String REPLICAS = "";

    static final String ACCOUNT_SERVICE = "account-service";
    static final String MARKET_SERVICE = "market-service";

    private static final Set<String> OUTBOXES = Set.of(ACCOUNT_SERVICE, MARKET_SERVICE);

    private final Map<String, Long> lastNumbers = new TreeMap<>();

    /** Takes a command of a source, or answers why it must not be applied. */
    @Nullable Outcome take(CommandEnvelope envelope) {
        @Nullable Outcome notTaken = takeNumber(envelope.source(), envelope.sourceNumber());
        if (notTaken != null) {
            return notTaken;
        }
        return maySend(envelope.source(), envelope.command())
                ? null
                : Rejected.because(RejectReason.SOURCE_NOT_ALLOWED);
    }

    private @Nullable Outcome takeNumber(String source, long number) {
        if (!OUTBOXES.contains(source)) {
            return null;
        }
        long last = lastNumbers.getOrDefault(source, 0L);
        if (number <= last) {
            return new Duplicate(last);
        }
        if (number > last + 1) {
            return new Rejected(RejectReason.SOURCE_GAP, new NextSourceNumber(last + 1));
        }
        lastNumbers.put(source, number);
        return null;
    }

    private static boolean maySend(String source, Command command) {
        return switch (command) {
            case Command.MoveFunds _, Command.SetAccountFees _, Command.SetAccountState _ ->
                    source.equals(ACCOUNT_SERVICE);
            case Command.SetInstrument _, Command.SetMarketState _ -> source.equals(MARKET_SERVICE);
            case Command.CancelAllOrders _ ->
                    source.equals(REPLICAS) || source.equals(ACCOUNT_SERVICE);
            case Command.PlaceOrder _,
                    Command.PlaceOrders _,
                    Command.PlaceOnLease _,
                    Command.EndLease _,
                    Command.RenewLeases _,
                    Command.AmendOrder _,
                    Command.CancelOrder _,
                    Command.CancelOrders _,
                    Command.CancelAllAfter _,
                    Command.AskAgain _,
                    Command.SetLogicVersion _,
                    Command.Tick _ ->
                    source.equals(REPLICAS);
        };
    }

    /** The last number taken of each outbox, by its source; may not be changed. */
    Map<String, Long> lastNumbers() {
        return Collections.unmodifiableMap(lastNumbers);
    }

    void write(StateWriter state) {
        state.number(lastNumbers.size());
        lastNumbers.forEach((source, number) -> {
            state.text(source);
            state.number(number);
        });
    }

    void read(StateReader state) {
        int count = state.count();
        for (int i = 0; i < count; i++) {
            lastNumbers.put(state.text(), state.number());
        }
    }
}
