package com.rescaleequity.order.api;

import com.rescaleequity.order.api.CommandGate.Sending;
import com.rescaleequity.order.engine.Engine;
import com.rescaleequity.order.engine.Reply;
import com.rescaleequity.order.history.OrderHistory;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.view.OrderView;
import com.rescaleequity.protocol.trading.CancelOrder;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.PlaceOrder;
import com.rescaleequity.protocol.trading.TestOrder;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Places, tests, amends, cancels and reads one order at a time. */
@ApplicationScoped
public class OrderDesk {

    private final Engine engine;
    private final CommandGate gate;
    private final OrderAnswers answers;
    private final OrderHistory history;
    private final Clock clock;

    OrderDesk(
            Engine engine,
            CommandGate gate,
            OrderAnswers answers,
            OrderHistory history,
            Clock clock) {
        this.engine = engine;
        this.gate = gate;
        this.answers = answers;
        this.history = history;
        this.clock = clock;
    }

    /** Places the order that the request describes. */
    Uni<OrderView> place(OrderRequest request) {
        PlaceOrder order = order(request);
        return gate.send(
                        request,
                        Sending.order(
                                Command.newBuilder().setPlaceOrder(order),
                                Map.of("clientOrderId", order.getClientOrderId())))
                .chain(reply -> answers.order(reply, subject(order)));
    }

    /** Tells what placing the order would cost, and places nothing. */
    Uni<CheckedView> test(OrderRequest request) {
        PlaceOrder order = order(request);
        TestOrder test = TestOrder.newBuilder().setOrder(order).build();
        return gate.send(request, Sending.order(Command.newBuilder().setTestOrder(test), Map.of()))
                .chain(reply ->
                        switch (reply) {
                            case Reply.Checked checked ->
                                    Uni.createFrom().item(CheckedView.of(checked));
                            case Reply.Refused refused -> answers.refusal(refused, subject(order));
                            default -> throw OrderAnswers.unexpected(reply);
                        });
    }

    /** Changes an open order in place. */
    Uni<AmendedView> amend(OrderRequest request) {
        long accountId = request.accountId();
        AmendRequest amend = new AmendRequest(request.fields(), null, accountId, clock.millis());
        if (amend.key().isNobodys() && request.problems().isEmpty()) {
            return Uni.createFrom().failure(amend.key().notFound());
        }
        if (amend.needsInstrument() && request.problems().isEmpty()) {
            return read(accountId, amend.key())
                    .chain(order -> amend(request, readAgain(request, order), amend.key()));
        }
        return amend(request, amend, amend.key());
    }

    /** Cancels an open order. */
    Uni<OrderView> cancel(OrderRequest request, OrderKey key) {
        if (key.isNobodys() && request.problems().isEmpty()) {
            return Uni.createFrom().failure(key.notFound());
        }
        CancelOrder cancel =
                CancelOrder.newBuilder()
                        .setAccountId(request.accountId())
                        .setOrderId(key.orderId())
                        .setClientOrderId(key.clientOrderId())
                        .build();
        return gate.send(request, Sending.cancel(Command.newBuilder().setCancelOrder(cancel)))
                .chain(reply ->
                        answers.order(reply, Subject.existing(request.accountId(), key, "")));
    }

    /** Reads one order with its fills. */
    Uni<OrderView> read(long accountId, OrderKey key) {
        if (key.isNobodys()) {
            return Uni.createFrom().failure(key.notFound());
        }
        Uni<Optional<OrderView>> found =
                key.orderId() != 0
                        ? history.find(accountId, key.orderId())
                        : history.find(accountId, key.clientOrderId());
        return found.map(order -> order.orElseThrow(key::notFound));
    }

    private PlaceOrder order(OrderRequest request) {
        return CreateRequest.read(
                request.fields(), engine::instrument, request.accountId(), clock.millis());
    }

    private static Subject subject(PlaceOrder order) {
        return Subject.placed(
                order.getAccountId(), order.getSymbol(), order.getClientOrderId(), "");
    }

    /** A number that fits no grid needs the instrument's rules to be refused in their words. */
    private AmendRequest readAgain(OrderRequest request, OrderView order) {
        Fields fields = request.fields();
        return new AmendRequest(
                fields, engine.instrument(order.symbol()), request.accountId(), clock.millis());
    }

    private Uni<AmendedView> amend(OrderRequest request, AmendRequest amend, OrderKey key) {
        String label = amend.command().getNewClientOrderId();
        Subject subject = new Subject(request.accountId(), key, "", label, "");
        return gate.send(
                        request,
                        Sending.order(
                                Command.newBuilder().setAmendOrder(amend.command()), Map.of()))
                .chain(reply ->
                        switch (reply) {
                            case Reply.Amended(var order, var fills, boolean priorityKept) ->
                                    Uni.createFrom()
                                            .item(
                                                    new AmendedView(
                                                            OrderView.of(order, fills),
                                                            priorityKept));
                            case Reply.Refused refused -> answers.refusal(refused, subject);
                            default -> throw OrderAnswers.unexpected(reply);
                        });
    }
}
