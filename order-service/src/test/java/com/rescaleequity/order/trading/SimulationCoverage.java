package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.message.Command;
import com.rescaleequity.order.trading.message.Event;
import com.rescaleequity.order.trading.message.OrderChange;
import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.order.trading.message.StatusReason;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/** What occurred in simulations, so that a run that proves little does not pass for a proof. */
final class SimulationCoverage {

    final Set<RejectReason> rejectReasons = EnumSet.noneOf(RejectReason.class);
    final Set<StatusReason> statusReasons = EnumSet.noneOf(StatusReason.class);
    final Set<OrderChange> orderChanges = EnumSet.noneOf(OrderChange.class);

    /** Kinds of commands that took effect. */
    final Set<String> commands = new HashSet<>();

    /** Kinds of outcomes, and of amendments. */
    final Set<String> outcomes = new HashSet<>();

    long steps;
    long trades;
    long restores;

    void met(Command command, Outcome outcome) {
        steps++;
        outcomes.add(outcome.getClass().getSimpleName());
        switch (outcome) {
            case Outcome.Rejected rejected -> rejectReasons.add(rejected.reason());
            case Outcome.Batch batch -> batch.outcomes().forEach(part -> metPart(command, part));
            case Outcome.Amended amended -> {
                outcomes.add(amended.priorityKept() ? "priority kept" : "priority lost");
                metEffect(command);
            }
            case Outcome.Replayed _, Outcome.Duplicate _ -> {}
            default -> metEffect(command);
        }
    }

    void tested(Outcome outcome) {
        outcomes.add(outcome.getClass().getSimpleName());
    }

    private void metPart(Command command, Outcome part) {
        outcomes.add(part.getClass().getSimpleName());
        if (part instanceof Outcome.Rejected rejected) {
            rejectReasons.add(rejected.reason());
        } else {
            metEffect(command);
        }
    }

    private void metEffect(Command command) {
        commands.add(command.getClass().getSimpleName());
    }

    void met(Event event) {
        if (event instanceof Event.OrderChanged changed) {
            statusReasons.add(changed.order().statusReason());
            orderChanges.add(changed.change());
        } else if (event instanceof Event.TradeExecuted) {
            trades++;
        }
    }

    synchronized void add(SimulationCoverage other) {
        rejectReasons.addAll(other.rejectReasons);
        statusReasons.addAll(other.statusReasons);
        orderChanges.addAll(other.orderChanges);
        commands.addAll(other.commands);
        outcomes.addAll(other.outcomes);
        steps += other.steps;
        trades += other.trades;
        restores += other.restores;
    }
}
