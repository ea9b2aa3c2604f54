package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.message.NewestFills;
import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.protocol.trading.Order;
import java.util.Optional;

/** Outcomes from the core to the calls that wait for them; any thread may ask. */
final class Replies {

    private final EventCodec codec;

    Replies(EventCodec codec) {
        this.codec = codec;
    }

    /**
     * The answer to a request.
     *
     * @param kind of the replies that a command as it sent can have
     */
    <R extends Reply> Answer<R> answer(Outcome outcome, Class<R> kind) {
        return outcome instanceof Outcome.Replayed(Outcome first)
                ? new Answer<>(kind.cast(of(first)), true)
                : new Answer<>(kind.cast(of(outcome)), false);
    }

    /** The first reply to a request that was asked for; empty when it was not taken before. */
    <R extends Reply> Optional<R> first(Outcome outcome, Class<R> kind) {
        return outcome instanceof Outcome.Replayed(Outcome first)
                ? Optional.of(kind.cast(of(first)))
                : Optional.empty();
    }

    private Reply of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted accepted -> {
                Order order = codec.order(accepted.order());
                yield new Reply.Accepted(order, fills(accepted.fills()));
            }
            case Outcome.Amended amended -> {
                Order order = codec.order(amended.order());
                yield new Reply.Amended(order, fills(amended.fills()), amended.priorityKept());
            }
            case Outcome.CancelledAll(var orders) ->
                    new Reply.CancelledAll(orders.stream().map(codec::order).toList());
            case Outcome.CancelledBefore(var orderIds) -> new Reply.CancelledBefore(orderIds);
            case Outcome.TimerSet(long now, long trigger) -> new Reply.TimerSet(now, trigger);
            case Outcome.Checked checked ->
                    new Reply.Checked(
                            checked.cost(), checked.fee(), checked.asset(), checked.reserve());
            case Outcome.Batch(var outcomes) ->
                    new Reply.Batch(
                            outcomes.stream()
                                    .map(each -> Reply.ToItem.class.cast(of(each)))
                                    .toList());
            case Outcome.Skipped _ -> new Reply.Skipped();
            case Outcome.Rejected(var reason, var details) -> new Reply.Refused(reason, details);
            case Outcome.Replayed _, Outcome.NotTaken _, Outcome.Done _, Outcome.Duplicate _ ->
                    throw new IllegalStateException("No call can have the outcome " + outcome);
        };
    }

    private static Reply.Fills fills(NewestFills fills) {
        return new Reply.Fills(
                fills.fills().stream()
                        .map(fill -> new Reply.TimedFill(EventCodec.fill(fill), fill.time()))
                        .toList(),
                fills.lastTradeId());
    }
}
