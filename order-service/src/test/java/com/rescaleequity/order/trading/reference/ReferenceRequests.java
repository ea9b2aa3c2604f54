package com.rescaleequity.order.trading.reference;

import com.rescaleequity.order.trading.message.CommandEnvelope.RequestKey;
import com.rescaleequity.order.trading.message.NewestFills;
import com.rescaleequity.order.trading.message.OrderState;
import com.rescaleequity.order.trading.message.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The requests with a key that the {@link ReferenceExchange} remembers, oldest first. */
final class ReferenceRequests {

    private static final long DAY = 24 * 60 * 60 * 1000L;
    private static final long OWN_BYTES = 256;

    /**
     * When requests are forgotten before their day.
     *
     * @param outcomeBytes what an outcome takes
     */
    record Bounds(
            int ofAccount,
            long accountBytes,
            long allBytes,
            ToLongFunction<Outcome> outcomeBytes) {}

    record Request(RequestKey key, long time, Outcome outcome, long bytes) {}

    private final List<Request> all = new ArrayList<>();
    private final Bounds bounds;

    ReferenceRequests(Bounds bounds) {
        this.bounds = bounds;
    }

    void forgetBefore(long now) {
        all.removeIf(request -> request.time < now - DAY);
    }

    @Nullable Request find(RequestKey key) {
        return all.stream().filter(known -> isSame(known.key, key)).findFirst().orElse(null);
    }

    private static boolean isSame(RequestKey one, RequestKey other) {
        return one.accountId() == other.accountId() && one.key().equals(other.key());
    }

    void remember(RequestKey key, Outcome outcome, long now) {
        long bytes =
                OWN_BYTES
                        + key.key().length()
                        + key.fingerprint().length()
                        + bounds.outcomeBytes.applyAsLong(outcome);
        all.add(new Request(key, now, again(outcome), bytes));
        List<Request> own =
                new ArrayList<>(
                        all.stream().filter(r -> r.key.accountId() == key.accountId()).toList());
        while (own.size() > bounds.ofAccount || sum(own) > bounds.accountBytes) {
            all.remove(own.removeFirst());
        }
        while (sum(all) > bounds.allBytes) {
            all.remove(oldestOfLargest());
        }
    }

    /** The account whose requests take most, then with the lowest id, gives up its oldest. */
    private Request oldestOfLargest() {
        Map<Long, List<Request>> byAccount =
                all.stream().collect(Collectors.groupingBy(request -> request.key.accountId()));
        long largest =
                Collections.max(
                        byAccount.keySet(),
                        Comparator.comparingLong((Long id) -> sum(byAccount.get(id)))
                                .thenComparing(Comparator.reverseOrder()));
        return byAccount.get(largest).getFirst();
    }

    private static long sum(List<Request> requests) {
        return requests.stream().mapToLong(Request::bytes).sum();
    }

    /** What is told of an outcome when its request comes again. */
    private static Outcome again(Outcome first) {
        return switch (first) {
            case Outcome.Accepted(var order, var fills) ->
                    new Outcome.Accepted(order, without(fills));
            case Outcome.Amended(var order, var fills, boolean kept) ->
                    new Outcome.Amended(order, without(fills), kept);
            case Outcome.CancelledAll(var orders) ->
                    new Outcome.CancelledBefore(orders.stream().map(OrderState::orderId).toList());
            case Outcome.Batch(var outcomes) ->
                    new Outcome.Batch(outcomes.stream().map(ReferenceRequests::again).toList());
            default -> first;
        };
    }

    private static NewestFills without(NewestFills fills) {
        return new NewestFills(List.of(), fills.lastTradeId());
    }
}
