package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.message.ClientOrderId;
import com.rescaleequity.order.trading.message.Command;
import com.rescaleequity.order.trading.message.Command.AmendOrder;
import com.rescaleequity.order.trading.message.Command.BatchItem;
import com.rescaleequity.order.trading.message.Command.CancelOrder;
import com.rescaleequity.order.trading.message.Command.PlaceOrder;
import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.order.trading.message.Lease;
import com.rescaleequity.order.trading.message.OrderState;
import com.rescaleequity.order.trading.message.OrderType;
import com.rescaleequity.order.trading.message.SelfTradePrevention;
import com.rescaleequity.order.trading.message.Side;
import com.rescaleequity.order.trading.message.TimeInForce;
import com.rescaleequity.order.trading.reference.ReferenceExchange;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Random orders, and random changes and cancels of those that are open. */
final class SimulatedOrders {

    private static final long TICK = 1_000_000;
    private static final long LOT = 100_000;

    private final SplittableRandom random;
    private final ReferenceExchange reference;

    SimulatedOrders(SplittableRandom random, ReferenceExchange reference) {
        this.random = random;
        this.reference = reference;
    }

    PlaceOrder order(long account) {
        String symbol = symbol();
        Side side = side();
        OrderType type = random.nextInt(3) == 0 ? oneOf(OrderType.values()) : OrderType.LIMIT;
        boolean stop = type == OrderType.STOP_LOSS;
        boolean limited = type == OrderType.LIMIT || (stop && random.nextBoolean());
        boolean byQuote = type == OrderType.MARKET && random.nextInt(3) == 0;
        TimeInForce inForce = timeInForce(limited, stop);
        boolean dated = (inForce == TimeInForce.GTD) != rarely(60);
        boolean rests = inForce == TimeInForce.GTC || inForce == TimeInForce.GTD;
        boolean postOnly = rarely(type == OrderType.LIMIT && rests ? 6 : 200);
        boolean labelIsNew = random.nextInt(3) > 0;
        return new PlaceOrder(
                account,
                symbol,
                side,
                type,
                (byQuote && !rarely(60)) || rarely(150) ? 0 : quantity(symbol),
                byQuote ? 1 + random.nextLong(5_000_000) : 0,
                (limited && !rarely(150)) || rarely(200)
                        ? price(symbol, away(side, random.nextInt(3)))
                        : 0,
                stop ? price(symbol, -away(side, 4)) : 0,
                rarely(6) ? null : inForce,
                postOnly,
                rarely(3) ? null : oneOf(SelfTradePrevention.values()),
                dated ? expireAt() : 0,
                labelIsNew ? newLabel(random) : ClientOrderId.of(label(2)),
                labelIsNew,
                rarely(60) ? Math.max(1, reference.now() + random.nextInt(300) - 100) : 0);
    }

    private TimeInForce timeInForce(boolean limited, boolean stop) {
        if (rarely(50)) {
            return oneOf(TimeInForce.values());
        }
        if (!limited) {
            return !stop && random.nextInt(4) == 0 ? TimeInForce.FOK : TimeInForce.IOC;
        }
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> TimeInForce.GTD;
            case 3 -> TimeInForce.IOC;
            case 4 -> TimeInForce.FOK;
            default -> TimeInForce.GTC;
        };
    }

    BatchItem item(long account) {
        return rarely(12) ? new Command.Skipped() : order(account);
    }

    AmendOrder amendment() {
        long account = busyAccount();
        OrderState order = open(account);
        boolean byLabel = order != null && random.nextInt(4) == 0;
        boolean both = order != null && rarely(8);
        String label = byLabel || both ? order.clientOrderId().text() : "";
        return new AmendOrder(
                account,
                byLabel && !both ? 0 : order == null ? anyId() : order.orderId(),
                order != null && rarely(60) ? label(1) : label,
                random.nextInt(4) > 0 ? newQuantity(order) : 0,
                random.nextInt(3) == 0 ? newPrice(order) : 0,
                random.nextInt(isStopLimit(order) ? 3 : 100) == 0 ? newLimit(order) : 0,
                random.nextInt(isDated(order) ? 4 : 80) == 0 ? expireAt() : 0,
                label(10),
                rarely(8) ? (Boolean) random.nextBoolean() : null);
    }

    private static boolean isStopLimit(@Nullable OrderState order) {
        return order != null && order.type() == OrderType.STOP_LOSS && order.limitPrice() != 0;
    }

    private static boolean isDated(@Nullable OrderState order) {
        return order != null && order.terms().expireAt() != 0;
    }

    private long newQuantity(@Nullable OrderState order) {
        if (order == null || rarely(10)) {
            return quantity(Simulation.SYMBOLS.getFirst());
        }
        long lots = 1L + random.nextInt(6);
        long nearFilled = order.filledQuantity() + LOT * (lots - 2);
        long near = order.quantity() + LOT * (lots - 5);
        long wished = order.filledQuantity() > 0 && random.nextBoolean() ? nearFilled : near;
        return Math.max(LOT, wished);
    }

    private long newPrice(@Nullable OrderState order) {
        if (order == null) {
            return TICK;
        }
        boolean triggered = order.triggeredAt() != 0;
        if (triggered && !rarely(4)) {
            return 0;
        }
        boolean stop = order.type() == OrderType.STOP_LOSS;
        int away = stop ? -away(order.side(), 4) : away(order.side(), random.nextInt(2));
        return price(order.symbol(), away);
    }

    private long newLimit(@Nullable OrderState order) {
        return order == null ? TICK : price(order.symbol(), away(order.side(), random.nextInt(2)));
    }

    CancelOrder cancel(long account) {
        OrderState order = open(account);
        if (order == null) {
            return new CancelOrder(account, rarely(4) ? 0 : anyId(), rarely(4) ? label(1) : "");
        }
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> new CancelOrder(account, 0, order.clientOrderId().text());
            case 3 -> new CancelOrder(account, order.orderId(), order.clientOrderId().text());
            case 4 -> new CancelOrder(account, order.orderId(), label(1));
            case 5 -> new CancelOrder(account, 0, label(1));
            default -> new CancelOrder(account, order.orderId(), "");
        };
    }

    /** Mostly one of the account's open orders, sometimes another account's or none. */
    private @Nullable OrderState open(long account) {
        List<OrderState> open = reference.openOrders(rarely(40) ? account() : account);
        return open.isEmpty() || rarely(25) ? null : open.get(random.nextInt(open.size()));
    }

    private long anyId() {
        return 1_000_001 + random.nextLong(reference.lastOrderId() - 1_000_000 + 3);
    }

    /** The command as the service sends it when its client repeats the request. */
    static Command relabelled(Command command, SplittableRandom random) {
        return switch (command) {
            case PlaceOrder order -> relabelled(order, random);
            case Command.PlaceOrders(long account, List<BatchItem> items) ->
                    new Command.PlaceOrders(
                            account, items.stream().map(item -> relabelled(item, random)).toList());
            case Command.PlaceOnLease(Lease lease, Command.Placement orders) ->
                    new Command.PlaceOnLease(
                            lease, (Command.Placement) relabelled((Command) orders, random));
            default -> command;
        };
    }

    private static BatchItem relabelled(BatchItem item, SplittableRandom random) {
        return item instanceof PlaceOrder order ? relabelled(order, random) : item;
    }

    private static PlaceOrder relabelled(PlaceOrder order, SplittableRandom random) {
        return new PlaceOrder(
                order.accountId(),
                order.symbol(),
                order.side(),
                order.type(),
                order.quantity(),
                order.quoteQuantity(),
                order.limitPrice(),
                order.triggerPrice(),
                order.timeInForce(),
                order.postOnly(),
                order.selfTradePrevention(),
                order.expireAt(),
                order.labelIsNew() ? newLabel(random) : order.clientOrderId(),
                order.labelIsNew(),
                order.deadline());
    }

    /** Such as the service makes, far away from what clients choose here. */
    private static ClientOrderId newLabel(SplittableRandom random) {
        return ClientOrderId.of(random.nextLong(Long.MAX_VALUE / 2, Long.MAX_VALUE));
    }

    private String label(int oneIn) {
        if (random.nextInt(oneIn) > 0) {
            return "";
        }
        return switch (random.nextInt(8)) {
            case 0 -> ClientOrderId.of(anyId()).text();
            case 1, 2 -> ClientOrderId.of(1 + random.nextInt(100)).text();
            default -> "c" + random.nextInt(400);
        };
    }

    private long expireAt() {
        long later = reference.now() + 500L * random.nextInt(rarely(20) ? 1 : 40);
        return Math.max(500, later - later % 500);
    }

    private static int away(Side side, int ticks) {
        return side == Side.BUY ? -ticks : ticks;
    }

    private long price(String symbol, int awayTicks) {
        long last = listed(symbol) ? reference.lastPrice(symbol) : TICK;
        long near = last + (awayTicks + random.nextInt(9) - 4) * TICK;
        return switch (random.nextInt(60)) {
            case 0 -> near + 1;
            case 1 -> near + 30 * TICK;
            case 2 -> Math.max(TICK, near - 30 * TICK);
            case 3 -> near + 120 * TICK;
            case 4 -> Math.max(TICK, near);
            default ->
                    onGrid(near, listed(symbol) ? reference.instrument(symbol).tickSize() : TICK);
        };
    }

    private long quantity(String symbol) {
        long lots = 1L + random.nextInt(rarely(5) ? 65 : 15);
        long quantity = lots * LOT + (rarely(80) ? 1 : 0);
        if (!listed(symbol) || rarely(10)) {
            return quantity;
        }
        Instrument rules = reference.instrument(symbol);
        long least = Math.max(rules.minQuantity(), rules.minNotional());
        return onGrid(quantity + least, rules.lotSize());
    }

    private static long onGrid(long value, long step) {
        return Math.max(step, value - value % step);
    }

    private static boolean listed(String symbol) {
        return Simulation.SYMBOLS.contains(symbol);
    }

    /** An account that has orders, if a few tries find one. */
    long busyAccount() {
        long account = account();
        for (int i = 0; i < 3 && reference.openOrders(account).isEmpty(); i++) {
            account = account();
        }
        return account;
    }

    long account() {
        return Simulation.ACCOUNTS.get(random.nextInt(Simulation.ACCOUNTS.size()));
    }

    Side side() {
        return random.nextBoolean() ? Side.BUY : Side.SELL;
    }

    /** Rarely one that is not listed. */
    String symbol() {
        return rarely(200) ? "ZZZUSD" : listedSymbol();
    }

    String listedSymbol() {
        int markets = rarely(20) ? Simulation.SYMBOLS.size() : 2;
        return Simulation.SYMBOLS.get(random.nextInt(markets));
    }

    /** An asset of the markets where almost all happens, or another. */
    String asset() {
        int assets = rarely(10) ? Simulation.ASSETS.size() : 3;
        return Simulation.ASSETS.get(random.nextInt(assets));
    }

    <T> T oneOf(T[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private boolean rarely(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }
}
