package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.state.CorruptStateException;
import com.rescaleequity.order.trading.state.StateReader;
import com.rescaleequity.order.trading.state.StateWriter;
import java.util.ArrayList;
import java.util.List;

/** Outcomes as part of the kept state, for the requests that may be repeated. */
final class OutcomeState {

    private OutcomeState() {}

    static void write(StateWriter state, Outcome outcome) {
        switch (outcome) {
            case Outcome.Accepted accepted -> {
                state.number(1);
                RecordState.writeOrder(state, accepted.order());
                RecordState.writeFills(state, accepted.fills());
            }
            case Outcome.Amended amended -> {
                state.number(2);
                RecordState.writeOrder(state, amended.order());
                RecordState.writeFills(state, amended.fills());
                state.flag(amended.priorityKept());
            }
            case Outcome.CancelledAll cancelled -> {
                state.number(3);
                state.number(cancelled.orders().size());
                cancelled.orders().forEach(order -> RecordState.writeOrder(state, order));
            }
            case Outcome.TimerSet timer -> {
                state.number(4);
                state.number(timer.currentTime());
                state.number(timer.triggerTime());
            }
            case Outcome.Checked checked -> {
                state.number(5);
                state.number(checked.cost());
                state.number(checked.fee());
                state.text(checked.asset());
                state.number(checked.reserve());
            }
            case Outcome.Batch batch -> {
                state.number(6);
                state.number(batch.outcomes().size());
                batch.outcomes().forEach(each -> write(state, each));
            }
            case Outcome.Rejected rejected -> {
                state.number(7);
                state.word(rejected.reason());
                RejectDetailsState.write(state, rejected.details());
            }
            case Outcome.Done _ -> state.number(8);
            case Outcome.Replayed _, Outcome.Duplicate _ ->
                    throw new IllegalStateException("not the first outcome of a request");
        }
    }

    static Outcome read(StateReader state) {
        int kind = state.count();
        return switch (kind) {
            case 1 ->
                    new Outcome.Accepted(
                            RecordState.readOrder(state), RecordState.readFills(state));
            case 2 ->
                    new Outcome.Amended(
                            RecordState.readOrder(state),
                            RecordState.readFills(state),
                            state.flag());
            case 3 -> new Outcome.CancelledAll(readOrders(state));
            case 4 -> new Outcome.TimerSet(state.number(), state.number());
            case 5 ->
                    new Outcome.Checked(
                            state.number(), state.number(), state.text(), state.number());
            case 6 -> new Outcome.Batch(readOutcomes(state));
            case 7 ->
                    new Outcome.Rejected(
                            state.word(RejectReason.values()), RejectDetailsState.read(state));
            case 8 -> Outcome.Done.INSTANCE;
            default -> throw new CorruptStateException("it has an unknown outcome " + kind);
        };
    }

    private static List<OrderState> readOrders(StateReader state) {
        int count = state.count();
        List<OrderState> orders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            orders.add(RecordState.readOrder(state));
        }
        return List.copyOf(orders);
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
