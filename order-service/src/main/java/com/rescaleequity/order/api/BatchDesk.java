package com.rescaleequity.order.api;

import com.rescaleequity.order.api.CommandGate.Sending;
import com.rescaleequity.order.engine.Reply;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.errors.ErrorEnvelope;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.view.OrderView;
import com.rescaleequity.protocol.trading.CancelOrder;
import com.rescaleequity.protocol.trading.CancelOrders;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.PlaceOrder;
import com.rescaleequity.protocol.trading.PlaceOrders;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Places or cancels several orders with one command. Each item succeeds or fails by itself; the
 * answers come in the order of the request.
 */
@ApplicationScoped
public class BatchDesk {

    private final CommandGate gate;
    private final OrderAnswers answers;
    private final Clock clock;

    BatchDesk(CommandGate gate, OrderAnswers answers, Clock clock) {
        this.gate = gate;
        this.answers = answers;
        this.clock = clock;
    }

    /**
     * One item.
     *
     * @param order the fields of one that is to be placed, null for one that is there
     * @param refusal what is wrong with its fields, null when nothing is
     * @param told whether the core tells what becomes of it, and be it that it was passed over
     */
    private record Item(
            Subject subject, @Nullable Fields order, @Nullable ApiException refusal, boolean told) {

        /** Why nothing was done for an item that the core has not seen. */
        ApiException passedOver() {
            return refusal != null
                    ? refusal
                    : new ApiException(
                            ErrorCode.INVALID_PARAMETER,
                            "The item could not be read when the batch came first, and was passed over.");
        }
    }

    /** Places orders, one after the other. */
    Uni<List<Object>> place(OrderRequest request, List<Fields> orders) {
        PlaceOrders.Builder batch = PlaceOrders.newBuilder().setAccountId(request.accountId());
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            Fields fields = orders.get(i);
            PlaceOrder order =
                    CreateRequest.read(
                            fields, gate::instrument, request.accountId(), clock.millis());
            boolean good = fields.problems().isEmpty();
            boolean judged = good || fields.problems().areAgainstRulesOnly();
            // A repeated batch, whose items another clock judges, finds its outcomes in their
            // places.
            boolean skipped = !judged && request.key() != null;
            if (judged) {
                batch.addOrders(order);
            } else if (skipped) {
                batch.addSkipped(i);
            }
            items.add(
                    new Item(
                            Subject.placed(order, Batches.path(i)),
                            fields,
                            good ? null : fields.problems().refusal(),
                            judged || skipped));
        }
        return answer(
                request,
                Sending.order(
                        Command.newBuilder().setPlaceOrders(batch),
                        Reply.ToBatch.class,
                        () -> Map.of("clientOrderIds", labels(request, batch))),
                items);
    }

    /** Cancels orders, one after the other. */
    Uni<List<Object>> cancel(OrderRequest request, List<Fields> orders) {
        CancelOrders.Builder batch = CancelOrders.newBuilder().setAccountId(request.accountId());
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            Fields fields = orders.get(i);
            OrderKey key = OrderKey.read(fields);
            ApiException refusal = null;
            if (!fields.problems().isEmpty()) {
                refusal = fields.problems().refusal();
            } else if (key.isNobodys()) {
                refusal = key.notFound();
            } else {
                batch.addOrders(
                        CancelOrder.newBuilder()
                                .setAccountId(request.accountId())
                                .setOrderId(key.orderId())
                                .setClientOrderId(key.clientOrderId()));
            }
            Subject subject = Subject.existing(request.accountId(), key, Batches.path(i));
            items.add(new Item(subject, null, refusal, refusal == null));
        }
        return answer(
                request,
                Sending.cancel(
                        Command.newBuilder().setCancelOrders(batch),
                        Reply.ToBatch.class,
                        () -> Map.of("orders", names(items))),
                items);
    }

    private static List<String> labels(OrderRequest request, PlaceOrders.Builder batch) {
        return batch.getOrdersList().stream()
                .filter(request::canAskFor)
                .map(PlaceOrder::getClientOrderId)
                .toList();
    }

    private static List<Map<String, Object>> names(List<Item> items) {
        return items.stream()
                .filter(Item::told)
                .map(item -> item.subject().key().details())
                .toList();
    }

    private Uni<List<Object>> answer(
            OrderRequest request, Sending<Reply.ToBatch> sending, List<Item> items) {
        if (request.problems().isEmpty() && items.stream().noneMatch(Item::told)) {
            return rows(request, items, List.of());
        }
        return gate.send(request, sending)
                .chain(reply ->
                        switch (reply) {
                            case Reply.Batch(var replies) -> rows(request, items, replies);
                            case Reply.Refused refused ->
                                    answers.refusal(refused, Subject.account(request.accountId()));
                        });
    }

    private Uni<List<Object>> rows(
            OrderRequest request, List<Item> items, List<Reply.ToItem> replies) {
        List<Uni<Object>> rows = new ArrayList<>();
        int next = 0;
        for (Item item : items) {
            Reply.ToItem reply = item.told() ? replies.get(next++) : null;
            rows.add(row(request, order(item, reply)));
        }
        return Uni.join().all(rows).andFailFast();
    }

    private Uni<OrderView> order(Item item, Reply.@Nullable ToItem reply) {
        return switch (reply) {
            case null -> Uni.createFrom().failure(item.passedOver());
            case Reply.Skipped _ -> Uni.createFrom().failure(item.passedOver());
            case Reply.ToOrder told -> order(item, told);
        };
    }

    private Uni<OrderView> order(Item item, Reply.ToOrder reply) {
        ApiException wrong =
                item.order() == null ? null : gate.wrong(reply, item.order(), item.subject());
        return wrong == null
                ? answers.order(reply, item.subject())
                : Uni.createFrom().failure(wrong);
    }

    private Uni<Object> row(OrderRequest request, Uni<OrderView> order) {
        return order.<Object>map(view -> new Answers.Success("success", view, null))
                .onFailure(ApiException.class)
                .recoverWithItem(refusal ->
                        ErrorEnvelope.of(refusal, request.admitted().requestId(), clock.millis()));
    }
}
