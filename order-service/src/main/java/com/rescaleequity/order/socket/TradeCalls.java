package com.rescaleequity.order.socket;

import com.rescaleequity.order.api.OrderAction;
import com.rescaleequity.order.api.OrderCalls;
import com.rescaleequity.order.api.OrderRequest;
import com.rescaleequity.platform.auth.Admitted;
import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.auth.Caller;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.errors.LimitReached;
import com.rescaleequity.platform.http.CallLimits;
import com.rescaleequity.platform.http.Edge;
import com.rescaleequity.platform.http.ErrorAnswers;
import com.rescaleequity.platform.http.HttpDoor;
import com.rescaleequity.platform.http.IdempotencyKey;
import com.rescaleequity.platform.http.SignedBody;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.Problems;
import com.rescaleequity.platform.json.ShortestText;
import com.rescaleequity.platform.limits.Policy;
import com.rescaleequity.platform.socket.SocketAnswers;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a trader wants with orders past the edge to the desks of the order paths, and answers
 * by its id. Rules, codes, weights and buckets are those of the paths.
 */
@Singleton
class TradeCalls {

    private static final Logger LOG = Logger.getLogger(TradeCalls.class);

    private final Edge edge;
    private final CallLimits limits;
    private final OrderCalls calls;
    private final SocketAnswers answers;

    TradeCalls(Edge edge, CallLimits limits, OrderCalls calls, SocketAnswers answers) {
        this.edge = edge;
        this.limits = limits;
        this.calls = calls;
        this.answers = answers;
    }

    /** Begins what is wanted; the answer comes when it is done, in whatever order. */
    void take(TradePeer peer, TradeRequest.Order wanted) {
        String requestId = HttpDoor.newId();
        ApiKey key = peer.key();
        ApiException full = calls.refusal(wanted.action());
        if (key == null) {
            refuse(peer, wanted, requestId, notAuthenticated());
        } else if (full != null) {
            refuse(peer, wanted, requestId, full);
        } else if (!peer.begin()) {
            refuse(peer, wanted, requestId, tooManyInFlight());
        } else {
            Arrival arrival = new Arrival(limits, key, peer.lease());
            begin(peer, key, wanted, requestId, arrival)
                    .subscribe()
                    .with(
                            data -> {
                                peer.end();
                                peer.send(answers.success(wanted.id(), data, arrival.isReplayed()));
                            },
                            failure -> {
                                peer.end();
                                fail(peer, key, wanted, requestId, failure);
                            });
        }
    }

    private Uni<?> begin(
            TradePeer peer,
            ApiKey key,
            TradeRequest.Order wanted,
            String requestId,
            Arrival arrival) {
        try {
            OrderAction action = wanted.action();
            Admitted admitted =
                    edge.admitConnected(requestId, key, peer.connected(), action.needs());
            Problems problems = new Problems();
            Fields fields =
                    SignedBody.unsigned(wanted.params(), action.fields(), problems, action.text());
            return calls.take(
                    action,
                    new OrderRequest(admitted, fields, idempotencyKey(wanted, problems), arrival));
        } catch (RuntimeException e) {
            return Uni.createFrom().failure(e);
        }
    }

    /** Stands for the same as that of a request by HTTP with the params in their shortest form. */
    private static @Nullable IdempotencyKey idempotencyKey(
            TradeRequest.Order wanted, Problems problems) {
        String given = wanted.idempotencyKey();
        return given == null
                ? null
                : IdempotencyKey.of(
                        TradeRequest.IDEMPOTENCY_KEY,
                        given,
                        "POST " + wanted.action().path(),
                        ShortestText.of(wanted.params()),
                        problems);
    }

    /** How a request came: over an open connection, whose key pays for it. */
    private static final class Arrival implements OrderRequest.Entrance {

        private final CallLimits limits;
        private final ApiKey key;
        private final long lease;
        private volatile boolean replayed;

        Arrival(CallLimits limits, ApiKey key, long lease) {
            this.limits = limits;
            this.key = key;
            this.lease = lease;
        }

        @Override
        public long lease() {
            return lease;
        }

        @Override
        public void take(Policy policy, long tokens) {
            limits.takeOfAccount(key, policy, tokens);
        }

        @Override
        public void noteReplay() {
            replayed = true;
        }

        boolean isReplayed() {
            return replayed;
        }
    }

    private void fail(
            TradePeer peer,
            ApiKey key,
            TradeRequest.Order wanted,
            String requestId,
            Throwable failure) {
        if (failure instanceof ApiException refusal) {
            limits.chargeIfRefused(
                    wanted.action().needs().policy(),
                    new Caller(key, null),
                    refusal.code().status());
            refuse(peer, wanted, requestId, refusal);
        } else {
            LOG.errorf(failure, "Request %s failed", requestId);
            refuse(peer, wanted, requestId, ErrorAnswers.internal());
        }
    }

    private void refuse(
            TradePeer peer, TradeRequest.Order wanted, String requestId, ApiException refusal) {
        peer.send(answers.failure(wanted.id(), refusal, requestId));
    }

    private static ApiException notAuthenticated() {
        return new ApiException(ErrorCode.NOT_AUTHENTICATED, "Send AUTH first.");
    }

    private static ApiException tooManyInFlight() {
        return new LimitReached("ws-in-flight", TradePeer.MOST_IN_FLIGHT, 0, 100)
                .refusal(
                        ErrorCode.RATE_LIMITED,
                        "At most "
                                + TradePeer.MOST_IN_FLIGHT
                                + " requests may wait for their answers.");
    }
}
