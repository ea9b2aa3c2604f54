package com.rescaleequity.order.api;

import com.rescaleequity.order.engine.Engine;
import com.rescaleequity.order.engine.Reply;
import com.rescaleequity.order.history.OrderHistory;
import com.rescaleequity.order.trading.RejectDetails;
import com.rescaleequity.order.trading.RejectReason;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.view.OrderView;
import com.rescaleequity.protocol.trading.CancelOrder;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.PlaceOrder;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/**
 * Sends orders and cancels through the engine, and where the core knows an order no more, asks the
 * history, so that every refusal that names an order shows it whole.
 */
@ApplicationScoped
public class OrderDesk {

    private static final long LATEST = 253_402_300_799_999L;

    private final Engine engine;
    private final OrderHistory history;

    public OrderDesk(Engine engine, OrderHistory history) {
        this.engine = engine;
        this.history = history;
    }

    /** Places the order that the fields describe; fails with all their problems at once. */
    Uni<OrderView> place(Fields fields, long accountId) {
        PlaceOrder order = CreateRequest.read(fields, engine::instrument, accountId);
        long deadline = fields.integer("deadline", 1, LATEST, 0);
        fields.problems().throwIfAny();
        Command.Builder command = Command.newBuilder().setDeadline(deadline).setPlaceOrder(order);
        return engine.submit(
                        accountId,
                        false,
                        command,
                        Map.of("clientOrderId", order.getClientOrderId()))
                .chain(reply ->
                        switch (reply) {
                            case Reply.Accepted accepted -> accepted(accepted);
                            case Reply.Refused refused -> refused(refused, order);
                            case Reply.Amended _,
                                    Reply.CancelledAll _,
                                    Reply.TimerSet _,
                                    Reply.Checked _,
                                    Reply.Batch _,
                                    Reply.Replayed _ ->
                                    throw new IllegalStateException("Not an answer to this");
                        });
    }

    /** Cancels an open order. */
    Uni<OrderView> cancel(long accountId, OrderKey key) {
        if (key.orderId() < 0) {
            return Uni.createFrom().failure(key.notFound());
        }
        Command.Builder command =
                Command.newBuilder()
                        .setCancelOrder(
                                CancelOrder.newBuilder()
                                        .setAccountId(accountId)
                                        .setOrderId(key.orderId())
                                        .setClientOrderId(key.clientOrderId()));
        return engine.submit(accountId, true, command, Map.of())
                .chain(reply ->
                        switch (reply) {
                            case Reply.Accepted accepted -> accepted(accepted);
                            case Reply.Refused refused -> notCancelled(accountId, key, refused);
                            case Reply.Amended _,
                                    Reply.CancelledAll _,
                                    Reply.TimerSet _,
                                    Reply.Checked _,
                                    Reply.Batch _,
                                    Reply.Replayed _ ->
                                    throw new IllegalStateException("Not an answer to this");
                        });
    }

    /** Reads one order with its fills. */
    Uni<OrderView> read(long accountId, OrderKey key) {
        return find(accountId, key).map(found -> found.orElseThrow(key::notFound));
    }

    private Uni<Optional<OrderView>> find(long accountId, OrderKey key) {
        return key.orderId() != 0
                ? history.find(accountId, key.orderId())
                : history.find(accountId, key.clientOrderId());
    }

    private static Uni<OrderView> accepted(Reply.Accepted accepted) {
        return Uni.createFrom().item(OrderView.of(accepted.order(), accepted.fills()));
    }

    private Uni<OrderView> refused(Reply.Refused refused, PlaceOrder order) {
        if (refused.reason() != RejectReason.DUPLICATE_CLIENT_ORDER_ID) {
            return Uni.createFrom().failure(Refusals.of(refused));
        }
        String label = order.getClientOrderId();
        Uni<Optional<OrderView>> existing =
                refused.details() instanceof RejectDetails.ExistingOrder(long id) && id != 0
                        ? history.find(order.getAccountId(), id)
                        : history.find(order.getAccountId(), label);
        return existing.map(found -> {
            OrderView view = found.orElseThrow(() -> Refusals.of(refused));
            throw new ApiException(
                    ErrorCode.DUPLICATE_CLIENT_ORDER_ID,
                    "clientOrderId %s belongs to order %s.".formatted(label, view.orderId()),
                    Map.of("order", view));
        });
    }

    private Uni<OrderView> notCancelled(long accountId, OrderKey key, Reply.Refused refused) {
        if (refused.reason() != RejectReason.ORDER_NOT_FOUND
                && refused.reason() != RejectReason.ORDER_NOT_OPEN) {
            return Uni.createFrom().failure(Refusals.of(refused));
        }
        return find(accountId, key)
                .map(found -> {
                    OrderView view = found.orElseThrow(key::notFound);
                    throw new ApiException(
                            ErrorCode.ORDER_ALREADY_CLOSED,
                            "Order %s is already %s.".formatted(view.orderId(), view.status()),
                            Map.of("order", view));
                });
    }
}
