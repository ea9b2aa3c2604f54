package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.message.CommandEnvelope.RequestKey;
import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.order.trading.message.Outcome.Rejected;
import com.rescaleequity.order.trading.message.Outcome.Replayed;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.order.trading.state.OutcomeState;
import com.rescaleequity.order.trading.state.StateReader;
import com.rescaleequity.order.trading.state.StateWriter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What requests with a key came to, so that a repeated request gets its first answer, within the
 * {@link WindowLimits}: an account forgets its own oldest first, and the account whose requests
 * take most when all accounts' take too much. Of each there is what is needed to answer again, in
 * packed form: it is as large as its order or orders, and not as their fills.
 */
final class RequestWindows {

    /** What a request takes in memory beside its texts and its outcome. */
    static final long OWN_BYTES = 256;

    private static final class Request {

        private final RequestKey key;
        private final long time;
        private final byte[] outcome;
        private @Nullable Request older;
        private @Nullable Request newer;

        Request(RequestKey key, long time, byte[] outcome) {
            this.key = key;
            this.time = time;
            this.outcome = outcome;
        }

        long bytes() {
            return OWN_BYTES + key.key().length() + key.fingerprint().length() + outcome.length;
        }
    }

    /** One account's requests, oldest first; an account without any has no window. */
    private static final class Window extends Share {

        // Clients choose the keys, so the map must stay fast when their hashes collide.
        private final Map<String, Request> requests = new LinkedHashMap<>();
        private long bytes;

        Window(long accountId) {
            super(accountId);
        }

        @Override
        long amount() {
            return bytes;
        }

        Request oldest() {
            return requests.values().iterator().next();
        }
    }

    private final WindowLimits limits;
    private final Map<Long, Window> windows = new HashMap<>();
    private final Shares<Window> shares = new Shares<>();
    private @Nullable Request oldest;
    private @Nullable Request newest;
    private int count;
    private long bytes;

    RequestWindows(WindowLimits limits) {
        this.limits = limits;
    }

    /** How many requests of all accounts are remembered. */
    int count() {
        return count;
    }

    /** What they take in memory, about. */
    long bytes() {
        return bytes;
    }

    /** Forgets what is too long ago, whoever's it is. */
    void forgetBefore(long now) {
        while (oldest != null && oldest.time < now - limits.millis()) {
            forget(oldest);
        }
    }

    /** The answer to a request that was taken before, or null if it is new. */
    @Nullable Outcome find(RequestKey key) {
        Window window = windows.get(key.accountId());
        Request known = window == null ? null : window.requests.get(key.key());
        if (known == null) {
            return null;
        }
        return known.key.fingerprint().equals(key.fingerprint())
                ? new Replayed(OutcomeState.unpacked(known.outcome))
                : Rejected.because(RejectReason.IDEMPOTENCY_KEY_REUSED);
    }

    /** Remembers what a new request came to. */
    void remember(RequestKey key, Outcome outcome, long now) {
        add(new Request(key, now, OutcomeState.packed(outcome)));
        boundOwn(key.accountId());
        boundAll();
    }

    private void boundOwn(long accountId) {
        Window own = windows.get(accountId);
        while (own != null
                && (own.requests.size() > limits.accountRequests()
                        || own.bytes > limits.accountBytes())) {
            forget(own.oldest());
            own = windows.get(accountId);
        }
    }

    private void boundAll() {
        while (bytes > limits.allBytes()) {
            forget(shares.largest().oldest());
        }
    }

    private void add(Request request) {
        Window window = windows.computeIfAbsent(request.key.accountId(), Window::new);
        window.requests.put(request.key.key(), request);
        window.bytes += request.bytes();
        shares.grown(window);
        bytes += request.bytes();
        count++;
        request.older = newest;
        if (newest == null) {
            oldest = request;
        } else {
            newest.newer = request;
        }
        newest = request;
    }

    private void forget(Request request) {
        long accountId = request.key.accountId();
        Window window = windows.get(accountId);
        if (window == null || window.requests.remove(request.key.key()) != request) {
            throw new IllegalStateException("a request of no window: " + request.key);
        }
        window.bytes -= request.bytes();
        shares.shrunk(window);
        bytes -= request.bytes();
        count--;
        if (window.requests.isEmpty()) {
            windows.remove(accountId);
        }
        if (request.older == null) {
            oldest = request.newer;
        } else {
            request.older.newer = request.newer;
        }
        if (request.newer == null) {
            newest = request.older;
        } else {
            request.newer.older = request.older;
        }
    }

    /** Writes all requests, oldest first. */
    void write(StateWriter state) {
        state.number(count);
        for (var request = oldest; request != null; request = request.newer) {
            state.number(request.key.accountId());
            state.text(request.key.key());
            state.text(request.key.fingerprint());
            state.number(request.time);
            state.bytes(request.outcome);
        }
    }

    void read(StateReader state) {
        int written = state.count();
        for (int i = 0; i < written; i++) {
            RequestKey key = new RequestKey(state.number(), state.text(), state.text());
            add(new Request(key, state.number(), state.bytes()));
        }
    }
}
