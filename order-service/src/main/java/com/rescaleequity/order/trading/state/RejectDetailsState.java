package com.rescaleequity.order.trading.state;

import com.rescaleequity.order.trading.message.RejectDetails;

/** The numbers behind refusals as part of the kept state. */
final class RejectDetailsState {

    private RejectDetailsState() {}

    static void write(StateWriter state, RejectDetails details) {
        switch (details) {
            case RejectDetails.None _ -> state.number(0);
            case RejectDetails.Range(long min, long max) -> numbers(state, 1, min, max);
            case RejectDetails.Step(long step, long below, long above) ->
                    numbers(state, 2, step, below, above);
            case RejectDetails.Shortfall(String asset, long required, long available) -> {
                numbers(state, 3, required, available);
                state.text(asset);
            }
            case RejectDetails.BestPrices(long bid, long ask) -> numbers(state, 4, bid, ask);
            case RejectDetails.LastPrice(long last) -> numbers(state, 5, last);
            case RejectDetails.OrderLimit(int limit, boolean stops) ->
                    numbers(state, 6, limit, stops ? 1 : 0);
            case RejectDetails.ExistingOrder(long orderId) -> numbers(state, 7, orderId);
            case RejectDetails.Deadline(long deadline) -> numbers(state, 8, deadline);
            case RejectDetails.NextSourceNumber(long expected) -> numbers(state, 9, expected);
        }
    }

    private static void numbers(StateWriter state, int kind, long... numbers) {
        state.number(kind);
        for (long number : numbers) {
            state.number(number);
        }
    }

    static RejectDetails read(StateReader state) {
        int kind = state.count();
        return switch (kind) {
            case 0 -> RejectDetails.NONE;
            case 1 -> new RejectDetails.Range(state.number(), state.number());
            case 2 -> new RejectDetails.Step(state.number(), state.number(), state.number());
            case 3 -> {
                long required = state.number();
                long available = state.number();
                yield new RejectDetails.Shortfall(state.text(), required, available);
            }
            case 4 -> new RejectDetails.BestPrices(state.number(), state.number());
            case 5 -> new RejectDetails.LastPrice(state.number());
            case 6 -> new RejectDetails.OrderLimit(state.count(), state.flag());
            case 7 -> new RejectDetails.ExistingOrder(state.number());
            case 8 -> new RejectDetails.Deadline(state.number());
            case 9 -> new RejectDetails.NextSourceNumber(state.number());
            default -> throw new CorruptStateException("it has an unknown detail " + kind);
        };
    }
}
