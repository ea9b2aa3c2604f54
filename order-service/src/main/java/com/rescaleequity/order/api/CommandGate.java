package com.rescaleequity.order.api;

import com.google.protobuf.ByteString;
import com.rescaleequity.order.engine.Engine;
import com.rescaleequity.order.engine.NothingDoneException;
import com.rescaleequity.order.engine.OutcomeUnknownException;
import com.rescaleequity.order.engine.Reply;
import com.rescaleequity.order.engine.Urgency;
import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.order.trading.message.OrderState;
import com.rescaleequity.order.trading.message.RejectDetails;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.platform.auth.Authenticator;
import com.rescaleequity.platform.auth.Caller;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the engine under their Idempotency-Key, and sees to it that one which had been
 * taken before gets its first answer, whatever has changed since.
 */
@ApplicationScoped
class CommandGate {

    private final Engine engine;
    private final Clock clock;
    private final ReadBarrier barrier;

    CommandGate(Engine engine, Clock clock, LogEnd logEnd) {
        this.engine = engine;
        this.clock = clock;
        barrier = new ReadBarrier(logEnd, engine.coverage());
    }

    /**
     * A command, and what an EXECUTION_UNKNOWN tells its client to ask for.
     *
     * @param replies the kind of replies that it can have
     */
    record Sending<R extends Reply>(
            Urgency urgency,
            Command.Builder command,
            Class<R> replies,
            Supplier<Map<String, Object>> details) {

        static <R extends Reply> Sending<R> order(
                Command.Builder command, Class<R> replies, Supplier<Map<String, Object>> details) {
            return new Sending<>(Urgency.CREATE, command, replies, details);
        }

        static <R extends Reply> Sending<R> amendment(
                Command.Builder command, Class<R> replies, Supplier<Map<String, Object>> details) {
            return new Sending<>(Urgency.AMEND, command, replies, details);
        }

        static <R extends Reply> Sending<R> cancel(
                Command.Builder command, Class<R> replies, Supplier<Map<String, Object>> details) {
            return new Sending<>(Urgency.CANCEL, command, replies, details);
        }
    }

    /**
     * An instrument's current rules, null when it is not listed.
     *
     * @throws ApiException SERVICE_UNAVAILABLE while it is not known what is listed
     */
    @Nullable Instrument instrument(String symbol) {
        try {
            return engine.instrument(symbol);
        } catch (NothingDoneException e) {
            throw unavailable(e);
        }
    }

    /** What a call of this urgency would be refused with now, null when it would be taken. */
    @Nullable ApiException refusal(Urgency urgency) {
        NothingDoneException refusal = engine.refusal(urgency);
        return refusal == null ? null : unavailable(refusal);
    }

    /** Sends the command, or fails with everything that is wrong with the request's fields. */
    <R extends Reply> Uni<R> send(OrderRequest request, Sending<R> sending) {
        Problems problems = request.problems();
        PlaceOrder order = sending.command().getPlaceOrder();
        if (!problems.isEmpty() && !isForCore(sending.command(), problems)) {
            return firstReplyOr(problems.refusal(), request, order, sending);
        }
        long wanted = order.getDeadline();
        Command.Builder command = addTerms(request, sending.command());
        return engine.submit(request.accountId(), sending.urgency(), command, sending.replies())
                .onFailure()
                .transform(failure -> inWords(failure, () -> names(sending, request.key())))
                .map(answer -> {
                    if (answer.again()) {
                        request.entrance().noteReplay();
                    } else {
                        requireInTime(answer.reply(), request, wanted);
                    }
                    return judged(answer.reply(), request, order);
                });
    }

    /**
     * Judges an order as {@link #send} does, from this replica's core alone, with everything that
     * was in the log when the request came. Nothing is done, so a key has nothing to remember.
     */
    Uni<Reply.ToTest> test(OrderRequest request, PlaceOrder order) {
        Problems problems = request.problems();
        if (!problems.isEmpty() && !problems.areAgainstRulesOnly()) {
            return Uni.createFrom().failure(problems.refusal());
        }
        return ask(() -> engine.test(order)).map(reply -> judged(reply, request, order));
    }

    /**
     * An account's open orders, oldest first, with everything that was in the log when the request
     * came.
     */
    Uni<List<OrderState>> openOrders(long accountId) {
        return ask(() -> engine.openOrders(accountId));
    }

    /** What this replica's core says once it has everything that is in the log now. */
    private <T> Uni<T> ask(Supplier<Uni<? extends T>> question) {
        return barrier.await()
                .chain(question)
                .onFailure(NothingDoneException.class)
                .transform(failure -> inWords(failure, Map::of));
    }

    private <R extends Reply> R judged(R reply, OrderRequest request, PlaceOrder order) {
        if (!order.equals(PlaceOrder.getDefaultInstance())) {
            ApiException wrong = wrong(reply, request.fields(), Subject.placed(order, ""));
            if (wrong != null) {
                throw wrong;
            }
        }
        return reply;
    }

    /**
     * Everything that is wrong with an order whose values the core refused now, or when the request
     * came first: then its times were right, whatever the clock says today. Null for other replies.
     */
    @Nullable ApiException wrong(Reply reply, Fields order, Subject subject) {
        if (!(reply instanceof Reply.Refused refused)
                || !RefusalWording.of(refused.reason()).mayHideOthers()) {
            return null;
        }
        Fields again = order.again();
        // The core has answered: whatever becomes of this replica now, the answer is told.
        CreateRequest.read(again, engine::instrumentAsRead, 0, ExpireAt.WHEN_TAKEN);
        return Refusals.of(refused, subject, again.problems());
    }

    /**
     * Whether nothing but an order's values is wrong: then the core refuses it, which knows what
     * comes before them, and the edge tells of all that is wrong.
     */
    private static boolean isForCore(Command.Builder command, Problems problems) {
        return command.hasPlaceOrder() && problems.areAgainstRulesOnly();
    }

    /**
     * A repeated request may fail today's rules or clock where the first did not: whoever sends a
     * key is told what came of its request then.
     */
    private <R extends Reply> Uni<R> firstReplyOr(
            ApiException refusal, OrderRequest request, PlaceOrder order, Sending<R> sending) {
        if (request.key() == null) {
            return Uni.createFrom().failure(refusal);
        }
        Command.Builder question =
                Command.newBuilder()
                        .setAskAgain(AskAgain.newBuilder().setAccountId(request.accountId()));
        Sending<R> asking =
                new Sending<>(
                        sending.urgency(), addTerms(request, question), sending.replies(), Map::of);
        return engine.askAgain(
                        request.accountId(), asking.urgency(), asking.command(), asking.replies())
                .onFailure()
                .transform(failure -> inWords(failure, () -> names(asking, request.key())))
                .map(first -> {
                    R reply = first.orElseThrow(() -> refusal);
                    request.entrance().noteReplay();
                    return judged(reply, request, order);
                });
    }

    /** Names the request in its command, and says how long it may take effect. */
    private static Command.Builder addTerms(OrderRequest request, Command.Builder command) {
        @Nullable IdempotencyKey key = request.key();
        if (key != null) {
            command.setRequestKey(key.text())
                    .setFingerprint(ByteString.copyFrom(key.fingerprint()));
        }
        if (command.hasPlaceOrder() || command.hasPlaceOrders()) {
            command.setLease(request.entrance().lease());
        }
        return command.setDeadline(earlier(command.getDeadline(), request.validUntil()));
    }

    /** What a client that does not learn the outcome has to ask for. */
    private static Map<String, Object> names(Sending<?> sending, @Nullable IdempotencyKey key) {
        Map<String, Object> names = new LinkedHashMap<>(sending.details().get());
        if (key != null) {
            names.put("idempotencyKey", key.text());
        }
        return names;
    }

    /** The engine's failures in the words of the contract. */
    private static Throwable inWords(Throwable failure, Supplier<Map<String, Object>> names) {
        return switch (failure) {
            case NothingDoneException nothing -> unavailable(nothing);
            case OutcomeUnknownException _ ->
                    new ApiException(
                            ErrorCode.EXECUTION_UNKNOWN,
                            "No outcome came in time: it may have been done or not. Repeat with the same Idempotency-Key, or ask for the order by its clientOrderId.",
                            names.get());
            default -> failure;
        };
    }

    private static ApiException unavailable(NothingDoneException nothing) {
        return ApiException.unavailable(
                String.valueOf(nothing.getMessage()), nothing.retryAfterMs());
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
