package com.rescaleequity.order.trading.state;

import com.rescaleequity.order.trading.message.NewestFills;
import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.order.trading.message.RejectReason;
import java.util.ArrayList;
import java.util.List;

/**
 * Outcomes in packed form, for the requests that may be repeated: what is needed to answer again.
 * An order is kept as it was then, whatever it has traded in how many fills, and of orders that
 * ended together their ids.
 */
public final class OutcomeState {

    private OutcomeState() {}

    /** The outcome in packed form. */
    public static byte[] packed(Outcome outcome) {
        return StateWriter.onePart(state -> write(state, outcome));
    }

    /** What is told of a packed outcome when its request comes again. */
    public static Outcome unpacked(byte[] packed) {
        return read(StateReader.ofOnePart(packed));
    }

    private static void write(StateWriter state, Outcome outcome) {
        switch (outcome) {
            case Outcome.Accepted accepted -> {
                state.number(1);
                RecordState.writeOrder(state, accepted.order());
                state.number(accepted.fills().lastTradeId());
            }
            case Outcome.Amended amended -> {
                state.number(2);
                RecordState.writeOrder(state, amended.order());
                state.number(amended.fills().lastTradeId());
                state.flag(amended.priorityKept());
            }
            case Outcome.CancelledAll cancelled -> {
                state.number(3);
                state.number(cancelled.orders().size());
                cancelled.orders().forEach(order -> state.number(order.orderId()));
            }
            case Outcome.TimerSet timer -> {
                state.number(4);
                state.number(timer.currentTime());
                state.number(timer.triggerTime());
            }
            case Outcome.Batch batch -> {
                state.number(5);
                state.number(batch.outcomes().size());
                batch.outcomes().forEach(each -> write(state, each));
            }
            case Outcome.Rejected rejected -> {
                state.number(6);
                state.word(rejected.reason());
                RejectDetailsState.write(state, rejected.details());
            }
            case Outcome.Done _ -> state.number(7);
            case Outcome.Skipped _ -> state.number(8);
            case Outcome.Checked _,
                    Outcome.NotTaken _,
                    Outcome.Replayed _,
                    Outcome.CancelledBefore _,
                    Outcome.Duplicate _ ->
                    throw new IllegalStateException("not the first outcome of a logged request");
        }
    }

    private static Outcome read(StateReader state) {
        int kind = state.count();
        return switch (kind) {
            case 1 -> new Outcome.Accepted(RecordState.readOrder(state), fillsUntil(state));
            case 2 ->
                    new Outcome.Amended(
                            RecordState.readOrder(state), fillsUntil(state), state.flag());
            case 3 -> new Outcome.CancelledBefore(readIds(state));
            case 4 -> new Outcome.TimerSet(state.number(), state.number());
            case 5 -> new Outcome.Batch(readOutcomes(state));
            case 6 ->
                    new Outcome.Rejected(
                            state.word(RejectReason.values()), RejectDetailsState.read(state));
            case 7 -> Outcome.Done.INSTANCE;
            case 8 -> Outcome.Skipped.INSTANCE;
            default -> throw new CorruptStateException("it has an unknown outcome " + kind);
        };
    }

    private static NewestFills fillsUntil(StateReader state) {
        return new NewestFills(List.of(), state.number());
    }

    private static List<Long> readIds(StateReader state) {
        int count = state.count();
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(state.number());
        }
        return List.copyOf(ids);
    }

    private static List<Outcome> readOutcomes(StateReader state) {
        int count = state.count();
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            outcomes.add(read(state));
        }
        return List.copyOf(outcomes);
    }
}
