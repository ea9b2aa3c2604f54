package com.rescaleequity.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Places an order exactly once, whatever happens to the answers: an unknown outcome is looked up by
 * the client order id, and a second send of that id cannot make a second order.
 */
public final class OrderPlacer {

    private static final Logger LOG = LoggerFactory.getLogger(OrderPlacer.class);
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 2000;

    private final ExchangeClient client;

    public OrderPlacer(ExchangeClient client) {
        this.client = client;
    }

    /** The exchange refused an order for good; the message is its answer. */
    public static final class OrderRefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String code;

        OrderRefusedException(Answer answer) {
            super(answer.status() + " " + answer.body());
            this.code = answer.errorCode();
        }

        /** The error code of the answer. */
        public String code() {
            return code;
        }
    }

    /**
     * Returns the order as the exchange has it.
     *
     * @param order a body of {@code /orders/create} with a client order id
     */
    public JsonNode place(String apiKey, ObjectNode order)
            throws InterruptedException, OrderRefusedException {
        String id = order.path("clientOrderId").asText();
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            Answer answer = send(apiKey, order);
            if (answer != null && answer.ok()) {
                return answer.data();
            }
            if (answer != null && answer.errorCode().equals("DUPLICATE_CLIENT_ORDER_ID")) {
                return answer.details().path("order");
            }
            if (answer != null && !answer.notDone() && !answer.unknown()) {
                throw new OrderRefusedException(answer);
            }
            LOG.info("Order {} is uncertain: {}", id, answer == null ? "no answer" : answer);
            if (answer == null || answer.unknown()) {
                JsonNode found = lookUp(apiKey, id);
                if (found != null) {
                    return found;
                }
            }
            Thread.sleep(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    private @Nullable Answer send(String apiKey, ObjectNode order) throws InterruptedException {
        try {
            return client.post(apiKey, "/orders/create", order);
        } catch (IOException e) {
            LOG.debug("No answer", e);
            return null;
        }
    }

    private @Nullable JsonNode lookUp(String apiKey, String clientOrderId)
            throws InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                Answer answer = client.get(apiKey, "/orders?clientOrderId=" + clientOrderId);
                if (answer.ok()) {
                    return answer.data().isEmpty() ? null : answer.data().get(0);
                }
            } catch (IOException e) {
                LOG.debug("No answer", e);
            }
            Thread.sleep(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }
}
