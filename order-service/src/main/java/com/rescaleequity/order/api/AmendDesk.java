package com.rescaleequity.order.api;

import com.rescaleequity.order.api.CommandGate.Sending;
import com.rescaleequity.order.engine.Reply;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.view.OrderView;
import com.rescaleequity.protocol.trading.Command;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/**
 * Amends one order. The core decides and stops at the first mistake; when it refuses, the order
 * itself is read to tell its client of every field that is wrong.
 */
@ApplicationScoped
public class AmendDesk {

    private final CommandGate gate;
    private final OrderAnswers answers;
    private final Clock clock;

    AmendDesk(CommandGate gate, OrderAnswers answers, Clock clock) {
        this.gate = gate;
        this.answers = answers;
        this.clock = clock;
    }

    /** Changes an open order in place. */
    Uni<AmendedView> amend(OrderRequest request) {
        AmendRequest amend =
                new AmendRequest(request.fields(), request.accountId(), clock.millis());
        OrderKey key = amend.key();
        boolean good = request.problems().isEmpty();
        if (good && key.isNobodys()) {
            return Uni.createFrom().failure(key.notFound());
        }
        if (good && !amend.needsOrder()) {
            return send(request, amend);
        }
        Uni<Optional<OrderView>> found =
                good
                        ? answers.find(request.accountId(), key)
                                .map(order -> Optional.of(order.orElseThrow(key::notFound)))
                        : known(request.accountId(), key);
        return found.invoke(order -> order.ifPresent(o -> check(amend, o)))
                .chain(() -> send(request, amend));
    }

    private Uni<AmendedView> send(OrderRequest request, AmendRequest amend) {
        Command.Builder command = Command.newBuilder().setAmendOrder(amend.command());
        return gate.send(request, Sending.amendment(command, Reply.ToAmendment.class, amend::names))
                .chain(reply ->
                        switch (reply) {
                            case Reply.Amended(var order, var fills, boolean priorityKept) ->
                                    answers.view(order, fills)
                                            .map(view -> new AmendedView(view, priorityKept));
                            case Reply.Refused refused -> refusal(refused, request, amend);
                        });
    }

    /**
     * What the core refused, with everything that is wrong beside it. It depends on the body, the
     * order's terms, its instrument's rules and the core's reason, not on the clock or the market.
     */
    private Uni<AmendedView> refusal(
            Reply.Refused refused, OrderRequest request, AmendRequest amend) {
        Subject subject = amend.subject(request.accountId());
        boolean inConflict = refused.reason() == RejectReason.CONFLICTING_PARAMETERS;
        if (!inConflict && !RefusalWording.of(refused.reason()).mayHideOthers()) {
            return answers.refusal(refused, subject);
        }
        Fields fields = request.fields().again();
        AmendRequest taken = new AmendRequest(fields, request.accountId(), ExpireAt.WHEN_TAKEN);
        return known(request.accountId(), amend.key())
                .chain(found -> {
                    found.ifPresent(order -> check(taken, order));
                    if (found.isEmpty() && inConflict) {
                        taken.noteDoubtful();
                    }
                    return fields.problems().isEmpty()
                            ? answers.refusal(refused, subject)
                            : Uni.createFrom()
                                    .failure(Refusals.of(refused, subject, fields.problems()));
                });
    }

    private void check(AmendRequest amend, OrderView found) {
        amend.check(found.order(), gate.instrument(found.order().getSymbol()));
    }

    /** The order where it can be found now; what is known to be wrong is told without it, too. */
    private Uni<Optional<OrderView>> known(long accountId, OrderKey key) {
        return key.isNone() || key.isNobodys()
                ? Uni.createFrom().item(Optional.empty())
                : answers.findIfReadable(accountId, key);
    }
}
