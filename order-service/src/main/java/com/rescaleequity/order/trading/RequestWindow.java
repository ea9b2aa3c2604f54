package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.CommandEnvelope.RequestKey;
import com.rescaleequity.order.trading.Outcome.Rejected;
import com.rescaleequity.order.trading.Outcome.Replayed;
import com.rescaleequity.order.trading.state.StateReader;
import com.rescaleequity.order.trading.state.StateWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one account's requests with a key came to, so that a repeated request gets its first answer:
 * the last {@value #REMEMBERED} of them, as far as they are not older than a day.
 */
final class RequestWindow {

    static final int REMEMBERED = 10_000;
    static final long REMEMBERED_MILLIS = 24 * 60 * 60 * 1000L;

    private record Request(String fingerprint, long time, Outcome outcome) {}

    // Clients choose the keys, so the map must stay fast when their hashes collide.
    private final Map<String, Request> requests = new LinkedHashMap<>();

    /** The answer to a request that was taken before, or null if it is new. */
    @Nullable Outcome find(RequestKey key) {
        Request known = requests.get(key.key());
        if (known == null) {
            return null;
        }
        return known.fingerprint.equals(key.fingerprint())
                ? new Replayed(known.outcome)
                : Rejected.because(RejectReason.IDEMPOTENCY_KEY_REUSED);
    }

    void remember(RequestKey key, Outcome outcome, long now) {
        var eldest = requests.values().iterator();
        while (eldest.hasNext() && eldest.next().time < now - REMEMBERED_MILLIS) {
            eldest.remove();
        }
        requests.put(key.key(), new Request(key.fingerprint(), now, outcome));
        if (requests.size() > REMEMBERED) {
            requests.remove(requests.keySet().iterator().next());
        }
    }

    void write(StateWriter state) {
        state.number(requests.size());
        requests.forEach((key, request) -> {
            state.text(key);
            state.text(request.fingerprint);
            state.number(request.time);
            OutcomeState.write(state, request.outcome);
        });
    }

    void read(StateReader state) {
        int count = state.count();
        for (int i = 0; i < count; i++) {
            String key = state.text();
            String fingerprint = state.text();
            long time = state.number();
            requests.put(key, new Request(fingerprint, time, OutcomeState.read(state)));
        }
    }
}
