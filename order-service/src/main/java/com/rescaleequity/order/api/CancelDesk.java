package com.rescaleequity.order.api;

import com.rescaleequity.order.api.CommandGate.Sending;
import com.rescaleequity.order.engine.Reply;
import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.view.Words;
import com.rescaleequity.protocol.trading.CancelAllAfter;
import com.rescaleequity.protocol.trading.CancelAllOrders;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.Side;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Cancels all orders of an account: at once, or when it is no longer heard of. */
@ApplicationScoped
public class CancelDesk {

    static final Set<String> ALL_FIELDS = Set.of("symbol", "side");
    static final Set<String> AFTER_FIELDS = Set.of("timeout");

    private static final long LEAST_SECONDS = 5;
    private static final long MOST_SECONDS = Duration.ofDays(1).toSeconds();

    private final CommandGate gate;
    private final OrderAnswers answers;

    CancelDesk(CommandGate gate, OrderAnswers answers) {
        this.gate = gate;
        this.answers = answers;
    }

    /** Cancels every open order of one market or all, of one side or both. */
    Uni<CancelledAllView> all(OrderRequest request) {
        Fields fields = request.fields();
        CancelAllOrders.Builder cancel =
                CancelAllOrders.newBuilder().setAccountId(request.accountId());
        Instrument instrument = Symbols.read(fields, gate::instrument);
        if (instrument != null) {
            cancel.setSymbol(instrument.symbol());
        }
        Side side = fields.choice("side", Words.SIDES, ErrorCode.INVALID_SIDE);
        if (side != null) {
            cancel.setSide(side);
        }
        return gate.send(
                        request,
                        Sending.cancel(
                                Command.newBuilder().setCancelAllOrders(cancel),
                                Reply.ToCancelAll.class,
                                Map::of))
                .chain(reply ->
                        switch (reply) {
                            case Reply.CancelledAll cancelled ->
                                    Uni.createFrom().item(CancelledAllView.of(cancelled));
                            case Reply.CancelledBefore(var orderIds) ->
                                    answers.ended(request.accountId(), orderIds)
                                            .map(CancelledAllView::of);
                            case Reply.Refused refused -> refusal(refused, request);
                        });
    }

    /** Arms the timer that cancels everything, or disarms it. */
    Uni<TimerView> after(OrderRequest request) {
        CancelAllAfter after =
                CancelAllAfter.newBuilder()
                        .setAccountId(request.accountId())
                        .setTimeout(Duration.ofSeconds(timeout(request.fields())).toMillis())
                        .build();
        return gate.send(
                        request,
                        Sending.cancel(
                                Command.newBuilder().setCancelAllAfter(after),
                                Reply.ToTimer.class,
                                Map::of))
                .chain(reply ->
                        switch (reply) {
                            case Reply.TimerSet set -> Uni.createFrom().item(TimerView.of(set));
                            case Reply.Refused refused -> refusal(refused, request);
                        });
    }

    private static long timeout(Fields fields) {
        if (!fields.has("timeout")) {
            fields.problem("timeout", ErrorCode.MISSING_PARAMETER, "is required.");
        }
        long seconds = fields.integer("timeout", 0, MOST_SECONDS, 0);
        if (seconds != 0 && seconds < LEAST_SECONDS) {
            fields.problem(
                    "timeout",
                    ErrorCode.INVALID_PARAMETER,
                    "must be 0 or from %d to %d.".formatted(LEAST_SECONDS, MOST_SECONDS));
            fields.problems().detail("min", LEAST_SECONDS);
            fields.problems().detail("max", MOST_SECONDS);
        }
        return seconds;
    }

    private <T> Uni<T> refusal(Reply.Refused refused, OrderRequest request) {
        return answers.refusal(refused, Subject.account(request.accountId()));
    }
}
