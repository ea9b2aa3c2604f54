package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.message.NewestFills;
import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.platform.view.OrderView.FillView;
import com.rescaleequity.protocol.trading.Order;

/** Outcomes from the core to the calls that wait for them. */
final class Replies {

    private final EventCodec codec;

    Replies(EventCodec codec) {
        this.codec = codec;
    }

    /** The reply to a call of the API; any thread may ask. */
    Reply of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted accepted -> {
                Order order = codec.order(accepted.order());
                yield new Reply.Accepted(order, fills(accepted.fills(), order));
            }
            case Outcome.Amended amended -> {
                Order order = codec.order(amended.order());
                yield new Reply.Amended(
                        order, fills(amended.fills(), order), amended.priorityKept());
            }
            case Outcome.CancelledAll(var orders) ->
                    new Reply.CancelledAll(orders.stream().map(codec::order).toList());
            case Outcome.CancelledBefore(var orderIds) -> new Reply.CancelledBefore(orderIds);
            case Outcome.TimerSet(long now, long trigger) -> new Reply.TimerSet(now, trigger);
            case Outcome.Checked checked ->
                    new Reply.Checked(
                            checked.cost(), checked.fee(), checked.asset(), checked.reserve());
            case Outcome.Batch(var outcomes) ->
                    new Reply.Batch(outcomes.stream().map(this::of).toList());
            case Outcome.Skipped _ -> new Reply.Skipped();
            case Outcome.NotTaken _ -> new Reply.NotTaken();
            case Outcome.Replayed(Outcome first) -> new Reply.Replayed(of(first));
            case Outcome.Rejected(var reason, var details) -> new Reply.Refused(reason, details);
            case Outcome.Done _, Outcome.Duplicate _ ->
                    throw new IllegalStateException("No call can have the outcome " + outcome);
        };
    }

    private static Reply.Fills fills(NewestFills fills, Order order) {
        return new Reply.Fills(
                fills.fills().stream()
                        .map(fill ->
                                FillView.of(
                                        EventCodec.fill(fill), order.getQuoteAsset(), fill.time()))
                        .toList(),
                fills.lastTradeId());
    }
}
