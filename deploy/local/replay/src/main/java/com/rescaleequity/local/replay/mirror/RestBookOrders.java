package com.rescaleequity.local.replay.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rescaleequity.local.client.ExchangeClient;
import com.rescaleequity.local.client.MarketReader;
import com.rescaleequity.local.client.OrderBatches;
import com.rescaleequity.local.replay.TapeTrade;
import com.rescaleequity.platform.decimal.Units;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mirrors through the REST API, with as many calls at once as a step allows. */
public final class RestBookOrders implements BookOrders, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RestBookOrders.class);
    private static final int LISTED = 500;

    private final ExchangeClient client;
    private final OrderBatches batches;
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
        this.batches = new OrderBatches(client);
        this.symbol = symbol;
        this.accounts = accounts;
        this.takerKey = takerKey;
        this.takerOrderId = takerOrderId;
    }

    /** Cancels of an account go in batches of 50, new orders in batches of 20, all at once. */
    @Override
    public Done carryOut(Step step) throws IOException, InterruptedException {
        List<Callable<List<Placed>>> calls = new ArrayList<>();
        Map<Integer, List<String>> cancels = new HashMap<>();
        step.cancels()
                .forEach(order ->
                        cancels.computeIfAbsent(order.account(), account -> new ArrayList<>())
                                .add(order.orderId()));
        cancels.forEach((account, ids) -> {
            for (List<String> part : parts(ids, OrderBatches.MOST_CANCELS)) {
                calls.add(() -> cancel(account, part));
            }
        });
        int first = calls.size();
        for (BookPlan.Resize resize : step.resizes()) {
            ObjectNode replacement = order(resize.order().level(), resize.remaining());
            calls.add(() -> List.of(resize(resize, replacement)));
        }
        int firstCreate = calls.size();
        List<NewPlace> places = places(step.creates());
        Map<Integer, List<NewPlace>> byAccount =
                places.stream().collect(Collectors.groupingBy(NewPlace::account));
        List<NewPlace> sent = new ArrayList<>();
        byAccount.forEach((account, all) -> {
            for (List<NewPlace> part : parts(all, OrderBatches.MOST_CREATES)) {
                sent.addAll(part);
                calls.add(() -> place(account, part));
            }
        });
        List<List<Placed>> results = workers.all(calls);
        Placed[] placed = new Placed[places.size()];
        List<Placed> made =
                results.subList(firstCreate, results.size()).stream()
                        .flatMap(List::stream)
                        .toList();
        for (int i = 0; i < sent.size(); i++) {
            placed[sent.get(i).index()] = made.get(i);
        }
        List<Placed> resized =
                results.subList(first, firstCreate).stream().flatMap(List::stream).toList();
        return new Done(resized, List.of(placed));
    }

    /** A new order with its account, and its place in the step. */
    private record NewPlace(int index, int account, LevelKey level, ObjectNode order) {}

    private List<NewPlace> places(List<BookPlan.NewOrder> creates)
            throws IOException, InterruptedException {
        MakerAccounts.Places free = accounts.places();
        List<NewPlace> places = new ArrayList<>();
        for (BookPlan.NewOrder create : creates) {
            places.add(
                    new NewPlace(
                            places.size(),
                            free.forNewOrder(),
                            create.level(),
                            order(create.level(), create.quantity())));
        }
        return places;
    }

    private static <T> List<List<T>> parts(List<T> all, int most) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += most) {
            parts.add(all.subList(from, Math.min(all.size(), from + most)));
        }
        return parts;
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

    private List<Placed> place(int account, List<NewPlace> places) throws InterruptedException {
        List<OrderBatches.Outcome> outcomes =
                batches.create(
                        accounts.apiKey(account), places.stream().map(NewPlace::order).toList());
        List<Placed> placed = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            JsonNode order = outcomes.get(i).order();
            placed.add(
                    order == null
                            ? new Placed(null, outcomes.get(i).refusal())
                            : new Placed(read(account, places.get(i).level(), order), ""));
        }
        return placed;
    }

    private List<Placed> cancel(int account, List<String> orderIds)
            throws IOException, InterruptedException {
        batches.cancel(accounts.apiKey(account), orderIds);
        return List.of();
    }

    /** An order that cannot be changed, because others traded with it, is replaced. */
    private Placed resize(BookPlan.Resize resize, ObjectNode replacement)
            throws IOException, InterruptedException {
        LiveOrder order = resize.order();
        String apiKey = accounts.apiKey(order.account());
        OrderBatches.Outcome outcome =
                batches.amend(
                        apiKey,
                        order.orderId(),
                        Units.toDecimal(order.filled() + resize.remaining()));
        JsonNode amended = outcome.order();
        if (amended != null) {
            order.settle(read(order.account(), order.level(), amended));
            return new Placed(order, "");
        }
        if (outcome.refusal().equals("NO_CHANGE")) {
            order.resize(resize.remaining());
            return new Placed(order, "");
        }
        LOG.info("Order {} is replaced: {}", order.orderId(), outcome.refusal());
        batches.cancel(apiKey, List.of(order.orderId()));
        NewPlace place = new NewPlace(0, order.account(), order.level(), replacement);
        return place(order.account(), List.of(place)).getFirst();
    }

    private static LiveOrder read(int account, LevelKey level, JsonNode order) {
        return new LiveOrder(
                account,
                order.path("orderId").asText(),
                level,
                Units.fromDecimal(order.path("remainingQuantity").decimalValue()),
                Units.fromDecimal(order.path("filledQuantity").decimalValue()));
    }

    @Override
    public List<Long> take(List<TapeTrade> trades) throws IOException, InterruptedException {
        List<Long> filled = new ArrayList<>();
        for (List<TapeTrade> part : parts(trades, OrderBatches.MOST_CREATES)) {
            List<ObjectNode> takers = part.stream().map(this::taker).toList();
            for (OrderBatches.Outcome outcome : batches.create(takerKey, takers)) {
                JsonNode order = outcome.order();
                if (order == null) {
                    throw new IOException("A taker was refused: " + outcome.refusal());
                }
                filled.add(Units.fromDecimal(order.path("filledQuantity").decimalValue()));
            }
        }
        return filled;
    }

    private ObjectNode taker(TapeTrade trade) {
        ObjectNode order = ExchangeClient.object();
        order.put("symbol", symbol).put("side", trade.takerSide()).put("type", "limit");
        order.put("quantity", trade.quantity()).put("price", trade.price());
        order.put("timeInForce", "IOC");
        return order.put("clientOrderId", takerOrderId.apply(String.valueOf(trade.id())));
    }

    @Override
    public List<LiveOrder> open() throws IOException, InterruptedException {
        List<LiveOrder> open = new ArrayList<>();
        for (int account = 0; account < accounts.count(); account++) {
            JsonNode page =
                    new MarketReader(client, accounts.apiKey(account))
                            .read(
                                    "/orders?status=active&sort=asc&limit=%d&symbol=%s"
                                            .formatted(LISTED, symbol));
            for (JsonNode order : page) {
                LevelKey level =
                        new LevelKey(
                                LevelSide.ofOrder(order.path("side").asText()),
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
