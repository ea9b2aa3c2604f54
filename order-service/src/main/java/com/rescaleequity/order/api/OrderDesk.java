package com.rescaleequity.order.api;

import com.rescaleequity.order.api.CommandGate.Sending;
import com.rescaleequity.order.engine.Reply;
import com.rescaleequity.platform.view.OrderView;
import com.rescaleequity.protocol.trading.CancelOrder;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.PlaceOrder;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;

/** Places, tests, cancels and reads one order at a time. */
@ApplicationScoped
public class OrderDesk {

    private final CommandGate gate;
    private final OrderAnswers answers;
    private final Clock clock;

    OrderDesk(CommandGate gate, OrderAnswers answers, Clock clock) {
        this.gate = gate;
        this.answers = answers;
        this.clock = clock;
    }

    /** Places the order that the request describes. */
    Uni<OrderView> place(OrderRequest request) {
        PlaceOrder order = order(request);
        return gate.send(
                        request,
                        Sending.order(
                                Command.newBuilder().setPlaceOrder(order),
                                Reply.ToOrder.class,
                                () ->
                                        request.canAskFor(order)
                                                ? Map.of("clientOrderId", order.getClientOrderId())
                                                : Map.of()))
                .chain(reply -> answers.order(reply, Subject.placed(order, "")));
    }

    /** Tells what placing the order would cost, and places nothing. */
    Uni<CheckedView> test(OrderRequest request) {
        PlaceOrder order = order(request);
        return gate.test(request, order)
                .chain(reply ->
                        switch (reply) {
                            case Reply.Checked checked ->
                                    Uni.createFrom().item(CheckedView.of(checked));
                            case Reply.Refused refused ->
                                    answers.refusal(refused, Subject.placed(order, ""));
                        });
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
        return gate.send(
                        request,
                        Sending.cancel(
                                Command.newBuilder().setCancelOrder(cancel),
                                Reply.ToOrder.class,
                                key::details))
                .chain(reply ->
                        answers.order(reply, Subject.existing(request.accountId(), key, "")));
    }

    /** Reads one order with its fills. */
    Uni<OrderView> read(long accountId, OrderKey key) {
        if (key.isNobodys()) {
            return Uni.createFrom().failure(key.notFound());
        }
        return answers.find(accountId, key).map(order -> order.orElseThrow(key::notFound));
    }

    private PlaceOrder order(OrderRequest request) {
        return CreateRequest.read(
                request.fields(), gate::instrument, request.accountId(), clock.millis());
    }
}
