package com.rescaleequity.order.api;

import com.google.protobuf.ByteString;
import com.rescaleequity.order.engine.Engine;
import com.rescaleequity.order.engine.Reply;
import com.rescaleequity.order.engine.Urgency;
import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.order.trading.message.MarketState;
import com.rescaleequity.order.trading.message.RejectDetails;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.platform.auth.Authenticator;
import com.rescaleequity.platform.auth.Caller;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.follower.LogEnd;
import com.rescaleequity.platform.follower.ReadBarrier;
import com.rescaleequity.platform.http.IdempotencyKey;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.Problems;
import com.rescaleequity.protocol.trading.AskAgain;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.PlaceOrder;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the engine under their Idempotency-Key, and sees to it that one which had been
 * taken before gets its first answer, whatever has changed since.
 */
@ApplicationScoped
class CommandGate {

    private static final Set<RejectReason> OF_RULES =
            EnumSet.of(
                    RejectReason.INVALID_SYMBOL,
                    RejectReason.INVALID_PRICE_TICK,
                    RejectReason.PRICE_OUT_OF_RANGE,
                    RejectReason.PRICE_OUT_OF_BAND,
                    RejectReason.INVALID_QUANTITY_STEP,
                    RejectReason.QUANTITY_OUT_OF_RANGE,
                    RejectReason.NOTIONAL_TOO_SMALL,
                    RejectReason.NOTIONAL_TOO_LARGE);

    private final Engine engine;
    private final Clock clock;
    private final ReadBarrier barrier;

    CommandGate(Engine engine, Clock clock, LogEnd logEnd) {
        this.engine = engine;
        this.clock = clock;
        barrier = new ReadBarrier(logEnd, engine.coverage());
    }

    /** A command, and what an EXECUTION_UNKNOWN tells its client to ask for. */
    record Sending(
            Urgency urgency, Command.Builder command, Supplier<Map<String, Object>> details) {

        static Sending order(Command.Builder command, Supplier<Map<String, Object>> details) {
            return new Sending(Urgency.CREATE, command, details);
        }

        static Sending amendment(Command.Builder command, Supplier<Map<String, Object>> details) {
            return new Sending(Urgency.AMEND, command, details);
        }

        static Sending cancel(Command.Builder command, Supplier<Map<String, Object>> details) {
            return new Sending(Urgency.CANCEL, command, details);
        }
    }

    /** Sends the command, or fails with everything that is wrong with the request's fields. */
    Uni<Reply> send(OrderRequest request, Sending sending) {
        Problems problems = request.problems();
        PlaceOrder order = sending.command().getPlaceOrder();
        if (!problems.isEmpty() && !isForCore(request, order, problems)) {
            return firstReplyOr(problems.refusal(), request, order, sending.urgency());
        }
        long wanted = order.getDeadline();
        return submit(request, sending)
                .map(reply -> {
                    requireInTime(reply, request, wanted);
                    return judged(first(reply, request), request, order);
                });
    }

    /**
     * Judges an order as {@link #send} does, from this replica's core alone, with everything that
     * was in the log when the request came. Nothing is done, so a key has nothing to remember.
     */
    Uni<Reply> test(OrderRequest request, PlaceOrder order) {
        Problems problems = request.problems();
        if (!problems.isEmpty() && !isForCore(request, order, problems)) {
            return Uni.createFrom().failure(problems.refusal());
        }
        return barrier.await()
                .chain(() -> engine.test(order))
                .map(reply -> judged(reply, request, order));
    }

    /**
     * The reply, or everything that the rules have against the order where that is what it says.
     */
    private Reply judged(Reply reply, OrderRequest request, PlaceOrder order) {
        if (!order.equals(PlaceOrder.getDefaultInstance()) && isForRules(reply)) {
            Problems problems = whenTaken(request.fields());
            if (!problems.isEmpty()) {
                throw problems.refusal();
            }
        }
        return reply;
    }

    /**
     * What the rules have against an order that the core has taken and judged, now or when the
     * request came first: then its times were right, whatever the clock says today.
     */
    Problems whenTaken(Fields order) {
        Fields again = order.again();
        CreateRequest.read(again, engine::instrument, 0, ExpireAt.WHEN_TAKEN);
        return again.problems();
    }

    /**
     * Whether the core has to judge an order that the instrument's rules do not allow: its key, its
     * label and the market's state come before them, and only the core knows these for sure.
     */
    boolean isForCore(OrderRequest request, PlaceOrder order, Problems problems) {
        if (!problems.areAgainstRulesOnly() || order.equals(PlaceOrder.getDefaultInstance())) {
            return false;
        }
        Instrument instrument = engine.instrument(order.getSymbol());
        return request.key() != null
                || !order.getLabelIsNew()
                || (instrument != null && instrument.state() != MarketState.TRADING);
    }

    /** Whether the core says no more than what the fields' problems tell all at once. */
    static boolean isForRules(Reply reply) {
        return reply instanceof Reply.Refused(RejectReason reason, RejectDetails details)
                && OF_RULES.contains(reason);
    }

    /**
     * A repeated request may fail today's rules or clock where the first did not: whoever sends a
     * key is told what came of its request then.
     */
    private Uni<Reply> firstReplyOr(
            ApiException refusal, OrderRequest request, PlaceOrder order, Urgency urgency) {
        if (request.key() == null) {
            return Uni.createFrom().failure(refusal);
        }
        Command.Builder question =
                Command.newBuilder()
                        .setAskAgain(AskAgain.newBuilder().setAccountId(request.accountId()));
        return submit(request, new Sending(urgency, question, Map::of))
                .map(reply -> {
                    if (reply instanceof Reply.Replayed) {
                        return judged(first(reply, request), request, order);
                    }
                    throw refusal;
                });
    }

    private Uni<Reply> submit(OrderRequest request, Sending sending) {
        @Nullable IdempotencyKey key = request.key();
        if (key != null) {
            sending.command()
                    .setRequestKey(key.text())
                    .setFingerprint(ByteString.copyFrom(key.fingerprint()));
        }
        Command.Builder command = sending.command();
        if (command.hasPlaceOrder() || command.hasPlaceOrders()) {
            command.setLease(request.entrance().lease());
        }
        command.setDeadline(earlier(command.getDeadline(), request.validUntil()));
        return engine.submit(
                request.accountId(), sending.urgency(), command, () -> names(sending, key));
    }

    /** What a client that does not learn the outcome has to ask for. */
    private static Map<String, Object> names(Sending sending, @Nullable IdempotencyKey key) {
        Map<String, Object> names = new LinkedHashMap<>(sending.details().get());
        if (key != null) {
            names.put("idempotencyKey", key.text());
        }
        return names;
    }

    private static Reply first(Reply reply, OrderRequest request) {
        if (reply instanceof Reply.Replayed(Reply first)) {
            request.entrance().noteReplay();
            return first;
        }
        return reply;
    }

    /**
     * Tells the three deadlines of a command apart: the client's own is the core's answer, that of
     * its signature is another 401, and the end of our patience is a 503.
     */
    private void requireInTime(Reply reply, OrderRequest request, long wanted) {
        if (!(reply
                                instanceof
                                Reply.Refused(
                                        RejectReason reason,
                                        RejectDetails.Deadline(long deadline))
                        && reason == RejectReason.DEADLINE_EXCEEDED)
                || deadline == wanted) {
            return;
        }
        Caller.Signature signature = request.caller().signature();
        if (signature != null && deadline == signature.validUntil()) {
            throw Authenticator.outOfWindow(signature, Math.max(deadline + 1, clock.millis()));
        }
        throw ApiException.unavailable(
                "The exchange took the request too late and did nothing.", 1000);
    }

    /** The earlier of two deadlines, of which 0 is none. */
    private static long earlier(long one, long other) {
        return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
    }
}
