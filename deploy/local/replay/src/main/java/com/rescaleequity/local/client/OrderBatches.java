package com.rescaleequity.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rescaleequity.local.client.OrderPlacer.OrderRefusedException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Places, changes and cancels several orders with one call. Each is done exactly once, whatever
 * happens to the answers: of an uncertain batch each item is settled by itself.
 */
public final class OrderBatches {

    /** The most orders that one call may place. */
    public static final int MOST_CREATES = 20;

    /** The most orders that one call may cancel. */
    public static final int MOST_CANCELS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(OrderBatches.class);
    private static final long PAUSE_MILLIS = 100;
    private static final Set<String> UNCERTAIN =
            Set.of("EXECUTION_UNKNOWN", "SERVICE_UNAVAILABLE", "INTERNAL_ERROR");

    private final ExchangeClient client;
    private final OrderPlacer placer;

    public OrderBatches(ExchangeClient client) {
        this.client = client;
        this.placer = new OrderPlacer(client);
    }

    /**
     * What became of one order.
     *
     * @param order as the exchange has it, null if it was refused
     * @param refusal the error code, empty if there is an order
     */
    public record Outcome(@Nullable JsonNode order, String refusal) {}

    /**
     * Places orders one after the other.
     *
     * @param orders bodies of {@code /orders/create} with client order ids, at most {@link
     *     #MOST_CREATES}
     */
    public List<Outcome> create(String apiKey, List<ObjectNode> orders)
            throws InterruptedException {
        Answer answer = post(apiKey, "/orders/create-batch", batch(orders));
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            JsonNode item = answer.ok() ? answer.data().path(i) : MissingNode.getInstance();
            JsonNode error = item.path("error");
            String code = error.path("code").asText();
            if (item.path("status").asText().equals("success")) {
                outcomes.add(new Outcome(item.path("data"), ""));
            } else if (code.equals("DUPLICATE_CLIENT_ORDER_ID")) {
                outcomes.add(new Outcome(error.path("details").path("order"), ""));
            } else if (code.isEmpty() || UNCERTAIN.contains(code)) {
                outcomes.add(createAlone(apiKey, orders.get(i)));
            } else {
                LOG.info("{} is refused: {}", orders.get(i), error);
                outcomes.add(new Outcome(null, code));
            }
        }
        return outcomes;
    }

    private Outcome createAlone(String apiKey, ObjectNode order) throws InterruptedException {
        try {
            return new Outcome(placer.place(apiKey, order), "");
        } catch (OrderRefusedException e) {
            LOG.info("{} is refused: {}", order, e.getMessage());
            return new Outcome(null, e.code());
        }
    }

    /** Cancels orders, at most {@link #MOST_CANCELS}; none of them is open when it returns. */
    public void cancel(String apiKey, List<String> orderIds)
            throws IOException, InterruptedException {
        List<String> open = orderIds;
        while (true) {
            List<ObjectNode> items = new ArrayList<>();
            for (String id : open) {
                items.add(ExchangeClient.object().put("orderId", id));
            }
            Answer answer = post(apiKey, "/orders/cancel-batch", batch(items));
            if (!answer.ok() && !answer.notDone() && !answer.unknown()) {
                throw new IOException("A cancel was refused: " + answer);
            }
            open = stillOpen(open, answer);
            if (open.isEmpty()) {
                return;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static List<String> stillOpen(List<String> orderIds, Answer answer) throws IOException {
        if (!answer.ok()) {
            return orderIds;
        }
        List<String> open = new ArrayList<>();
        for (int i = 0; i < orderIds.size(); i++) {
            JsonNode item = answer.data().path(i);
            String code = item.path("error").path("code").asText();
            if (UNCERTAIN.contains(code)) {
                open.add(orderIds.get(i));
            } else if (!item.path("status").asText().equals("success")
                    && !code.equals("ORDER_ALREADY_CLOSED")) {
                throw new IOException("A cancel was refused: " + item);
            }
        }
        return open;
    }

    /** Gives an order another total quantity; the refusal may be that it is closed. */
    public Outcome amend(String apiKey, String orderId, BigDecimal quantity)
            throws InterruptedException {
        ObjectNode body = ExchangeClient.object().put("orderId", orderId).put("quantity", quantity);
        while (true) {
            Answer answer = post(apiKey, "/orders/amend", body);
            if (answer.ok()) {
                return new Outcome(answer.data(), "");
            }
            if (!answer.notDone() && !answer.unknown()) {
                return new Outcome(null, answer.errorCode());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static ObjectNode batch(List<ObjectNode> orders) {
        ObjectNode body = ExchangeClient.object();
        ArrayNode items = body.putArray("orders");
        orders.forEach(items::add);
        return body;
    }

    /** An answer that did not come is one of which nobody knows the outcome. */
    private Answer post(String apiKey, String path, ObjectNode body) throws InterruptedException {
        try {
            return client.post(apiKey, path, body);
        } catch (IOException e) {
            LOG.info("No answer to {}", path, e);
            return Answer.none(500);
        }
    }
}
