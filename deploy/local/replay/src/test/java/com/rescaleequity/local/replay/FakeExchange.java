package com.rescaleequity.local.replay;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * As much of the REST API as a replay uses, over a book that holds one order. It can lose answers,
 * be away, and refuse.
 */
final class FakeExchange {

    /** What happens to the next order. */
    enum Fault {
        NONE,
        ANSWER_LOST,
        ORDER_LOST,
        UNAVAILABLE,
        REFUSED
    }

    /** Decides the fate of the n-th order that arrives. */
    interface Faults {
        Fault of(int order);
    }

    private final Map<String, JsonObject> orders = new LinkedHashMap<>();
    private final JsonArray trades = new JsonArray();
    private final HttpServer server;
    private JsonObject resting;
    private int arrived;
    private Faults faults = order -> Fault.NONE;

    FakeExchange(Vertx vertx) throws Exception {
        server =
                vertx.createHttpServer()
                        .requestHandler(this::handle)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
    }

    synchronized void faults(Faults next) {
        faults = next;
    }

    URI restUrl() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/api/v1");
    }

    synchronized JsonArray trades() {
        return trades.copy();
    }

    private void handle(HttpServerRequest request) {
        String path = request.path().substring("/api/v1".length());
        switch (path) {
            case "/orders/create" ->
                    request.body().onSuccess(body -> create(request, body.toJsonObject()));
            case "/orders" -> success(request, list(request));
            case "/market/trades" -> success(request, tradesFrom(request));
            case "/market/candles" -> success(request, candles());
            case "/market/tickers" -> success(request, new JsonArray().add(new JsonObject()));
            default -> request.response().setStatusCode(404).end("{}");
        }
    }

    private synchronized void create(HttpServerRequest request, JsonObject body) {
        Fault fault = faults.of(++arrived);
        String key = request.getHeader("Authorization") + body.getString("clientOrderId");
        if (fault == Fault.UNAVAILABLE) {
            error(request, 503, "SERVICE_UNAVAILABLE", null);
        } else if (fault == Fault.REFUSED) {
            error(request, 400, "INSUFFICIENT_BALANCE", null);
        } else if (fault == Fault.ORDER_LOST) {
            request.connection().close();
        } else if (orders.containsKey(key)) {
            error(request, 400, "DUPLICATE_CLIENT_ORDER_ID", orders.get(key));
        } else {
            orders.put(key, body.put("key", request.getHeader("Authorization")));
            match(body);
            if (fault == Fault.ANSWER_LOST) {
                request.connection().close();
            } else {
                success(request, body);
            }
        }
    }

    private void match(JsonObject order) {
        if ("IOC".equals(order.getString("timeInForce"))) {
            order.put("filledQuantity", resting == null ? 0 : order.getValue("quantity"));
            if (resting != null) {
                trades.add(
                        new JsonObject()
                                .put("tradeId", trades.size() + 1)
                                .put("price", resting.getValue("price"))
                                .put("quantity", order.getValue("quantity"))
                                .put("side", order.getString("side"))
                                .put("timestamp", 1));
            }
            resting = null;
        } else {
            resting = order.put("filledQuantity", 0).put("status", "active");
        }
    }

    private synchronized JsonArray list(HttpServerRequest request) {
        String id = request.getParam("clientOrderId");
        JsonArray found = new JsonArray();
        orders.values().stream()
                .filter(order -> request.getHeader("Authorization").equals(order.getString("key")))
                .filter(order -> id == null || id.equals(order.getString("clientOrderId")))
                .toList()
                .reversed()
                .forEach(found::add);
        return found;
    }

    private synchronized JsonArray tradesFrom(HttpServerRequest request) {
        String fromId = request.getParam("fromId");
        int first =
                fromId == null
                        ? Math.max(0, trades.size() - 1)
                        : Math.min(trades.size(), Integer.parseInt(fromId) - 1);
        JsonArray page = new JsonArray();
        trades.stream().skip(first).limit(1000).forEach(page::add);
        return page;
    }

    private synchronized JsonArray candles() {
        BigDecimal volume =
                trades.stream()
                        .map(trade ->
                                new BigDecimal(((JsonObject) trade).getValue("quantity") + ""))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new JsonArray()
                .add(new JsonObject().put("volume", volume).put("trades", trades.size()));
    }

    private static void success(HttpServerRequest request, Object data) {
        request.response()
                .end(new JsonObject().put("status", "success").put("data", data).toBuffer());
    }

    private static void error(
            HttpServerRequest request, int status, String code, JsonObject order) {
        JsonObject error =
                new JsonObject()
                        .put("code", code)
                        .put("details", new JsonObject().put("order", order));
        request.response()
                .setStatusCode(status)
                .end(new JsonObject().put("status", "error").put("error", error).toBuffer());
    }
}
