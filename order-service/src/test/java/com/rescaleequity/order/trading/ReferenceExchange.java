package com.rescaleequity.order.trading;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A slow and plain exchange to compare the core with: lists and decimals, a fresh search for every
 * question, and a dry run on a copy of itself to learn what an order would cost.
 */
final class ReferenceExchange {

    static final long FEE_ACCOUNT = 1;

    final List<ReferenceOrder> orders = new ArrayList<>();
    final Map<String, BigDecimal> available = new TreeMap<>();
    final Map<String, BigDecimal> held = new TreeMap<>();
    final Map<String, BigDecimal> lastPrices = new HashMap<>();
    final Map<String, ReferenceRules> rules = new HashMap<>();
    final Map<String, Long> clientIds = new HashMap<>();
    final List<String> trades = new ArrayList<>();
    private final List<BigDecimal> tradePrices = new ArrayList<>();
    private long nextId = 1_000_001;
    private int arrivals;
    private String tradedSymbol = "";
    private BigDecimal lastReleased = BigDecimal.ZERO;

    static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    void list(Instrument instrument) {
        rules.put(instrument.symbol(), new ReferenceRules(instrument));
        lastPrices.put(instrument.symbol(), BigDecimal.valueOf(instrument.listingPrice(), 8));
    }

    String move(long account, String asset, BigDecimal amount) {
        if (amountOf(available, account, asset).add(amount).signum() < 0) {
            return "INSUFFICIENT_BALANCE";
        }
        add(available, account, asset, amount);
        return "done";
    }

    String cancel(long account, long id) {
        for (ReferenceOrder order : List.copyOf(orders)) {
            if (order.id == id) {
                if (order.account != account) {
                    return "ORDER_NOT_FOUND";
                }
                end(order, "CANCELLED/CANCELLED/USER_REQUEST");
                return order.describe();
            }
        }
        return id >= nextId ? "ORDER_NOT_FOUND" : "ORDER_NOT_OPEN";
    }

    String place(ReferenceOrder order, BigDecimal quoteQuantity) {
        ReferenceRules market = rules.get(order.symbol);
        String refused = tooMany(order);
        refused = refused == null ? tooLate(order) : refused;
        if (clientIds.containsKey(order.account + "/" + order.clientId)) {
            return "DUPLICATE_CLIENT_ORDER_ID";
        }
        if (refused != null) {
            return refused;
        }
        BigDecimal budget = BigDecimal.ZERO;
        if (quoteQuantity.signum() > 0) {
            budget = quantityFor(order, quoteQuantity);
            if (budget.signum() < 0) {
                return "INSUFFICIENT_BALANCE";
            }
            String refusal = market.checkQuantity(order.open, false);
            if (refusal != null) {
                return refusal;
            }
        }
        String asset = order.buys() ? "USD" : market.base;
        BigDecimal reserve = quoteQuantity.signum() > 0 ? budget : reserve(order);
        if (reserve.compareTo(amountOf(available, order.account, asset)) > 0) {
            return "INSUFFICIENT_BALANCE";
        }
        order.id = nextId++;
        order.clientId = order.clientId.isEmpty() ? String.valueOf(order.id) : order.clientId;
        clientIds.put(order.account + "/" + order.clientId, order.id);
        order.status = order.trigger == null ? "ACTIVE/NEW/NONE" : "PENDING/PENDING_TRIGGER/NONE";
        orders.add(order);
        hold(order, reserve);
        if (order.trigger == null) {
            execute(order);
            triggerStops();
        }
        return order.describe();
    }

    /** What the market's prices have against a stop. */
    private String tooLate(ReferenceOrder order) {
        if (order.trigger == null) {
            return null;
        }
        int distance = lastPrices.get(order.symbol).compareTo(order.trigger);
        boolean triggers = order.buys() ? distance >= 0 : distance <= 0;
        return triggers ? "STOP_WOULD_TRIGGER_IMMEDIATELY" : null;
    }

    /** What the account's other orders have against the order. */
    String tooMany(ReferenceOrder order) {
        ReferenceRules market = rules.get(order.symbol);
        boolean stop = order.trigger != null;
        long count =
                orders.stream()
                        .filter(o -> o.account == order.account && o.symbol.equals(order.symbol))
                        .filter(o -> o.status.startsWith("PENDING") == stop)
                        .count();
        boolean counts = stop || order.timeInForce == TimeInForce.GTC;
        int most = stop ? market.maxStopOrders : market.maxOpenOrders;
        return counts && count >= most ? "MAX_OPEN_ORDERS" : null;
    }

    boolean wouldCross(ReferenceOrder order) {
        List<ReferenceOrder> makers = makers(order);
        return !makers.isEmpty() && accepts(order, order.limit, makers.get(0));
    }

    private BigDecimal reserve(ReferenceOrder order) {
        ReferenceRules market = rules.get(order.symbol);
        if (!order.buys()) {
            return order.open;
        }
        if (order.limit != null) {
            return market.withFee(order.open.multiply(order.limit));
        }
        if (order.trigger != null && order.status.isEmpty()) {
            BigDecimal worst = order.open.multiply(order.trigger).multiply(market.collarUp());
            return market.withFee(worst.setScale(8, RoundingMode.UP));
        }
        return costAtMarket(order);
    }

    /** Lets a copy of the order trade in a copy of the exchange, and sums what it paid. */
    private BigDecimal costAtMarket(ReferenceOrder order) {
        ReferenceOrder copy = dryRun(order);
        boolean nothing = order.timeInForce == TimeInForce.FOK && copy.open.signum() > 0;
        return nothing ? BigDecimal.ZERO : copy.filledValue.add(copy.fees);
    }

    private ReferenceOrder dryRun(ReferenceOrder order) {
        ReferenceExchange exchange = new ReferenceExchange();
        exchange.rules.putAll(rules);
        exchange.lastPrices.putAll(lastPrices);
        orders.forEach(o -> exchange.orders.add(o.copy()));
        exchange.available.putAll(available);
        exchange.held.putAll(held);
        ReferenceOrder copy = order.copy();
        copy.status = "ACTIVE/NEW/NONE";
        BigDecimal plenty = new BigDecimal("1000000");
        exchange.add(exchange.available, order.account, "USD", plenty);
        exchange.add(exchange.available, order.account, rules.get(order.symbol).base, plenty);
        if (order.limit == null || !order.buys()) {
            exchange.hold(copy, new BigDecimal("1000"));
        } else {
            exchange.hold(copy, exchange.reserve(copy));
        }
        exchange.take(copy, collar(order));
        return copy;
    }

    /**
     * Finds the quantity of an order by quote quantity one lot at a time; answers what it must
     * hold, or less than nothing if the account has not a single lot to sell.
     */
    private BigDecimal quantityFor(ReferenceOrder order, BigDecimal quoteQuantity) {
        ReferenceRules market = rules.get(order.symbol);
        BigDecimal bound = amountOf(available, order.account, market.base);
        bound = bound.subtract(bound.remainder(market.lot));
        order.open = BigDecimal.ZERO;
        BigDecimal cost = BigDecimal.ZERO;
        while (true) {
            ReferenceOrder more = order.copy();
            more.timeInForce = TimeInForce.IOC;
            more.open = order.open.add(market.lot);
            ReferenceOrder run = dryRun(more);
            boolean soldOut = !order.buys() && more.open.compareTo(bound) > 0;
            if (run.open.signum() > 0 && !isSpent(run, quoteQuantity, soldOut)) {
                BigDecimal all = order.open;
                order.open = more.open.max(market.minQuantity);
                boolean nothing = order.timeInForce == TimeInForce.FOK;
                return nothing ? BigDecimal.ZERO : order.buys() ? cost : all;
            }
            BigDecimal spent = run.filledValue.add(order.buys() ? run.fees : BigDecimal.ZERO);
            if (soldOut && order.open.signum() == 0) {
                return BigDecimal.ONE.negate();
            }
            if (soldOut || run.open.signum() > 0 || spent.compareTo(quoteQuantity) > 0) {
                return order.buys() ? cost : order.open;
            }
            order.open = more.open;
            cost = spent;
        }
    }

    /** Whether not even the last maker, had he had more, could have sold one lot more. */
    private boolean isSpent(ReferenceOrder run, BigDecimal quoteQuantity, boolean soldOut) {
        ReferenceRules market = rules.get(run.symbol);
        BigDecimal lot = market.lot.multiply(run.lastPrice);
        BigDecimal spent = run.filledValue.add(run.buys() ? run.fees : BigDecimal.ZERO);
        BigDecimal more = spent.add(run.buys() ? market.withFee(lot) : lot);
        return run.fills > 0 && (soldOut || more.compareTo(quoteQuantity) > 0);
    }

    private void execute(ReferenceOrder order) {
        tradePrices.clear();
        if (order.timeInForce == TimeInForce.FOK && dryRun(order).open.signum() > 0) {
            end(order, "CANCELLED/EXPIRED/FOK_UNFILLABLE");
            return;
        }
        take(order, collar(order));
        if (!order.isOpen()) {
            return;
        }
        if (order.limit != null && order.timeInForce == TimeInForce.GTC) {
            order.arrival = ++arrivals;
        } else if (order.limit != null) {
            end(order, "CANCELLED/EXPIRED/IOC_UNFILLED");
        } else if (makers(order).isEmpty()) {
            end(order, "CANCELLED/EXPIRED/INSUFFICIENT_LIQUIDITY");
        } else {
            end(order, "CANCELLED/EXPIRED/PRICE_COLLAR");
        }
    }

    private void triggerStops() {
        ArrayDeque<ReferenceOrder> queue = new ArrayDeque<>(triggered(List.of()));
        while (!queue.isEmpty()) {
            ReferenceOrder stop = queue.poll();
            stop.status = "ACTIVE/NEW/NONE";
            tradePrices.clear();
            ReferenceRules market = rules.get(stop.symbol);
            if (stop.limit != null) {
                if (market.checkBand(stop.limit, lastPrices.get(stop.symbol)) != null) {
                    end(stop, "CANCELLED/REJECTED/TRIGGER_PRICE_BAND");
                    continue;
                }
            } else if (stop.buys()) {
                release(stop, stop.held);
                BigDecimal cost = costAtMarket(stop);
                if (cost.compareTo(amountOf(available, stop.account, "USD")) > 0) {
                    end(stop, "CANCELLED/REJECTED/TRIGGER_INSUFFICIENT_BALANCE");
                    continue;
                }
                hold(stop, cost);
            }
            execute(stop);
            queue.addAll(triggered(List.copyOf(queue)));
        }
    }

    private List<ReferenceOrder> triggered(List<ReferenceOrder> queued) {
        List<ReferenceOrder> sells = new ArrayList<>();
        List<ReferenceOrder> buys = new ArrayList<>();
        for (ReferenceOrder stop : orders) {
            boolean waits = stop.status.startsWith("PENDING") && !queued.contains(stop);
            boolean here = stop.symbol.equals(tradedSymbol);
            for (BigDecimal price : waits && here ? tradePrices : List.<BigDecimal>of()) {
                int distance = price.compareTo(stop.trigger);
                if (stop.buys() ? distance >= 0 : distance <= 0) {
                    (stop.buys() ? buys : sells).add(stop);
                    break;
                }
            }
        }
        sells.sort(
                Comparator.comparing((ReferenceOrder o) -> o.trigger.negate())
                        .thenComparingLong(o -> o.id));
        buys.sort(
                Comparator.comparing((ReferenceOrder o) -> o.trigger).thenComparingLong(o -> o.id));
        sells.addAll(buys);
        return sells;
    }

    private BigDecimal collar(ReferenceOrder order) {
        List<ReferenceOrder> makers = makers(order);
        if (order.limit != null || makers.isEmpty()) {
            return order.limit;
        }
        ReferenceRules market = rules.get(order.symbol);
        BigDecimal factor = order.buys() ? market.collarUp() : market.collarDown();
        return makers.get(0).limit.multiply(factor);
    }

    private void take(ReferenceOrder taker, BigDecimal limit) {
        while (taker.isOpen() && !makers(taker).isEmpty()) {
            ReferenceOrder maker = makers(taker).get(0);
            if (!accepts(taker, limit, maker)) {
                return;
            }
            if (maker.account != taker.account) {
                trade(taker, maker);
                continue;
            }
            if (taker.prevention != SelfTradePrevention.CANCEL_NEWEST) {
                end(maker, "CANCELLED/CANCELLED/SELF_TRADE_PREVENTION");
            }
            if (taker.prevention != SelfTradePrevention.CANCEL_OLDEST) {
                end(taker, "CANCELLED/CANCELLED/SELF_TRADE_PREVENTION");
            }
        }
    }

    private void trade(ReferenceOrder taker, ReferenceOrder maker) {
        ReferenceRules market = rules.get(taker.symbol);
        BigDecimal quantity = taker.open.min(maker.open);
        BigDecimal value = quantity.multiply(maker.limit);
        BigDecimal takerFee = fill(taker, quantity, value, market.fee(value, market.takerFee));
        BigDecimal makerFee = fill(maker, quantity, value, market.fee(value, market.makerFee));
        add(available, FEE_ACCOUNT, "USD", takerFee.add(makerFee));
        lastPrices.put(taker.symbol, maker.limit);
        tradePrices.add(maker.limit);
        tradedSymbol = taker.symbol;
        trades.add(
                String.join(
                        " ",
                        plain(maker.limit),
                        plain(quantity),
                        String.valueOf(taker.id),
                        String.valueOf(maker.id),
                        plain(takerFee),
                        plain(makerFee)));
    }

    /** Moves one side's money and answers the fee that it really paid. */
    private BigDecimal fill(
            ReferenceOrder order, BigDecimal quantity, BigDecimal value, BigDecimal fullFee) {
        BigDecimal fee = fullFee;
        order.open = order.open.subtract(quantity);
        String base = rules.get(order.symbol).base;
        if (order.buys()) {
            BigDecimal keep = order.limit == null ? null : reserve(order);
            release(order, order.held);
            BigDecimal free = amountOf(available, order.account, "USD");
            BigDecimal rest = keep == null ? BigDecimal.ZERO : keep;
            fee = fee.min(free.subtract(value).subtract(rest));
            BigDecimal heldBefore = lastReleased.subtract(value).subtract(fee);
            add(available, order.account, "USD", value.add(fee).negate());
            hold(order, keep == null ? heldBefore.max(BigDecimal.ZERO) : keep);
            add(available, order.account, base, quantity);
        } else {
            release(order, quantity);
            add(available, order.account, base, quantity.negate());
            add(available, order.account, "USD", value.subtract(fee));
        }
        order.filled = order.filled.add(quantity);
        order.filledValue = order.filledValue.add(value);
        order.fees = order.fees.add(fee);
        order.lastPrice = value.divide(quantity, 8, RoundingMode.UNNECESSARY);
        order.fills++;
        order.status = "ACTIVE/PARTIALLY_FILLED/NONE";
        if (order.open.signum() == 0) {
            release(order, order.held);
            order.status = "FILLED/FILLED/NONE";
            orders.remove(order);
        }
        return fee;
    }

    private void end(ReferenceOrder order, String status) {
        release(order, order.held);
        order.status = status;
        orders.remove(order);
    }

    private void hold(ReferenceOrder order, BigDecimal amount) {
        String asset = order.buys() ? "USD" : rules.get(order.symbol).base;
        order.held = order.held.add(amount);
        add(available, order.account, asset, amount.negate());
        add(held, order.account, asset, amount);
    }

    private void release(ReferenceOrder order, BigDecimal amount) {
        lastReleased = amount;
        hold(order, amount.negate());
    }

    /** The other side's resting orders, in the order in which they trade. */
    private List<ReferenceOrder> makers(ReferenceOrder taker) {
        Comparator<ReferenceOrder> byPrice = Comparator.comparing(o -> o.limit);
        return orders.stream()
                .filter(o -> o.arrival > 0 && o.symbol.equals(taker.symbol))
                .filter(o -> o.side != taker.side)
                .sorted(
                        (taker.buys() ? byPrice : byPrice.reversed())
                                .thenComparingInt(o -> o.arrival))
                .toList();
    }

    private static boolean accepts(ReferenceOrder taker, BigDecimal limit, ReferenceOrder maker) {
        int distance = maker.limit.compareTo(limit);
        return taker.buys() ? distance <= 0 : distance >= 0;
    }

    /** Price levels as {@code side price quantity}, sorted. */
    Map<String, BigDecimal> book(String symbol) {
        Map<String, BigDecimal> levels = new TreeMap<>();
        for (ReferenceOrder order : orders) {
            if (order.arrival > 0 && order.symbol.equals(symbol)) {
                levels.merge(order.side + " " + plain(order.limit), order.open, BigDecimal::add);
            }
        }
        return levels;
    }

    static BigDecimal amountOf(Map<String, BigDecimal> balances, long account, String asset) {
        return balances.getOrDefault(account + " " + asset, BigDecimal.ZERO);
    }

    private void add(Map<String, BigDecimal> balances, long account, String asset, BigDecimal by) {
        balances.merge(account + " " + asset, by, BigDecimal::add);
    }
}
