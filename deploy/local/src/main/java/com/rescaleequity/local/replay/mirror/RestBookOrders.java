package com.rescaleequity.local.replay.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rescaleequity.local.client.Answer;
import com.rescaleequity.local.client.ExchangeClient;
import com.rescaleequity.local.client.OrderPlacer;
import com.rescaleequity.local.client.OrderPlacer.OrderRefusedException;
import com.rescaleequity.local.client.PublicMarket;
import com.rescaleequity.local.replay.TapeTrade;
import com.rescaleequity.platform.decimal.Units;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mirrors through the REST API, with as many calls at once as a step allows. */
public final class RestBookOrders implements BookOrders, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RestBookOrders.class);
    private static final int LISTED = 500;
    private static final long PAUSE_MILLIS = 100;

    private final ExchangeClient client;
    private final OrderPlacer placer;
    private final String symbol;
    private final MakerAccounts accounts;
    private final String takerKey;
    private final UnaryOperator<String> takerOrderId;
    private final Workers workers = new Workers();
    private final String session = Long.toString(System.currentTimeMillis(), 36);
    private long placed;

    /**
     * The calls of one replay.
     *
     * @param takerOrderId makes the client order id of a taker from a trade's number
     */
    public RestBookOrders(
            ExchangeClient client,
            String symbol,
            MakerAccounts accounts,
            String takerKey,
            UnaryOperator<String> takerOrderId) {
        this.client = client;
        this.placer = new OrderPlacer(client);
        this.symbol = symbol;
        this.accounts = accounts;
        this.takerKey = takerKey;
        this.takerOrderId = takerOrderId;
    }

    @Override
    public Done carryOut(Step step) throws IOException, InterruptedException {
        List<Callable<Placed>> calls = new ArrayList<>();
        MakerAccounts.Places places = accounts.places();
        for (LiveOrder order : step.cancels()) {
            calls.add(() -> cancel(order));
        }
        for (BookPlan.Resize resize : step.resizes()) {
            ObjectNode replacement = order(resize.order().level(), resize.remaining());
            calls.add(() -> {
                cancel(resize.order());
                return place(resize.order().account(), resize.order().level(), replacement);
            });
        }
        for (BookPlan.NewOrder create : step.creates()) {
            int account = places.forNewOrder();
            ObjectNode order = order(create.level(), create.quantity());
            calls.add(() -> place(account, create.level(), order));
        }
        List<Placed> results = workers.all(calls);
        int cancels = step.cancels().size();
        int resizes = step.resizes().size();
        return new Done(
                results.subList(cancels, cancels + resizes),
                results.subList(cancels + resizes, results.size()));
    }

    private ObjectNode order(LevelKey level, long quantity) {
        ObjectNode order = ExchangeClient.object();
        order.put("symbol", symbol).put("side", level.side().orderSide()).put("type", "limit");
        order.put("quantity", Units.toDecimal(quantity));
        order.put("price", Units.toDecimal(level.price()));
        order.put("postOnly", true);
        order.put("clientOrderId", "book-%s-%d".formatted(session, ++placed));
        return order;
    }

    private Placed place(int account, LevelKey level, ObjectNode order)
            throws InterruptedException {
        try {
            JsonNode answer = placer.place(accounts.apiKey(account), order);
            return new Placed(read(account, level, answer), "");
        } catch (OrderRefusedException e) {
            LOG.info("{} is refused: {}", order, e.getMessage());
            return new Placed(null, e.code());
        }
    }

    private static LiveOrder read(int account, LevelKey level, JsonNode order) {
        return new LiveOrder(
                account,
                order.path("orderId").asText(),
                level,
                Units.fromDecimal(order.path("remainingQuantity").decimalValue()),
                Units.fromDecimal(order.path("filledQuantity").decimalValue()));
    }

    /** Repeats until it is certain that the order is closed. */
    private Placed cancel(LiveOrder order) throws InterruptedException, IOException {
        ObjectNode body = ExchangeClient.object().put("orderId", order.orderId());
        while (true) {
            Answer answer = post(accounts.apiKey(order.account()), "/orders/cancel", body);
            if (answer.ok() || answer.errorCode().equals("ORDER_ALREADY_CLOSED")) {
                return new Placed(null, "");
            }
            if (!answer.notDone() && !answer.unknown()) {
                throw new IOException("A cancel was refused: " + answer);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** An answer that did not come is one of which nobody knows the outcome. */
    private Answer post(String apiKey, String path, ObjectNode body) throws InterruptedException {
        try {
            return client.post(apiKey, path, body);
        } catch (IOException e) {
            LOG.info("{} is repeated", path, e);
            return new Answer(500, MissingNode.getInstance());
        }
    }

    @Override
    public List<Long> take(List<TapeTrade> trades) throws IOException, InterruptedException {
        List<Long> filled = new ArrayList<>();
        for (TapeTrade trade : trades) {
            ObjectNode order = ExchangeClient.object();
            order.put("symbol", symbol).put("side", trade.takerSide()).put("type", "limit");
            order.put("quantity", trade.quantity()).put("price", trade.price());
            order.put("timeInForce", "IOC");
            order.put("clientOrderId", takerOrderId.apply(String.valueOf(trade.id())));
            try {
                JsonNode answer = placer.place(takerKey, order);
                filled.add(Units.fromDecimal(answer.path("filledQuantity").decimalValue()));
            } catch (OrderRefusedException e) {
                throw new IOException(e);
            }
        }
        return filled;
    }

    @Override
    public List<LiveOrder> open() throws IOException, InterruptedException {
        List<LiveOrder> open = new ArrayList<>();
        for (int account = 0; account < accounts.count(); account++) {
            JsonNode page =
                    new PublicMarket(client, accounts.apiKey(account))
                            .read(
                                    "/orders?status=active&sort=asc&limit=%d&symbol=%s"
                                            .formatted(LISTED, symbol));
            for (JsonNode order : page) {
                LevelKey level =
                        new LevelKey(
                                BookSide.ofOrder(order.path("side").asText()),
                                Units.fromDecimal(order.path("price").decimalValue()));
                open.add(read(account, level, order));
            }
        }
        return open;
    }

    @Override
    public void close() {
        workers.close();
    }
}
