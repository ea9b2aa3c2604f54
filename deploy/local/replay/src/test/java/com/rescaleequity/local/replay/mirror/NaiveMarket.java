package com.rescaleequity.local.replay.mirror;

import com.rescaleequity.local.replay.TapeTrade;
import com.rescaleequity.platform.decimal.Units;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A market without any cleverness: a list of orders, searched anew each time. */
public final class NaiveMarket implements BookOrders {

    /** A print: price, quantity, taker side. */
    public record Print(long price, long quantity, String takerSide) {}

    private final List<Print> prints = new ArrayList<>();
    private final List<LiveOrder> orders = new ArrayList<>();
    private long lastOrderId;
    private long lowest;
    private long highest = Long.MAX_VALUE;

    /** Orders outside of these prices are refused from now on. */
    public void band(long from, long to) {
        lowest = from;
        highest = to;
    }

    /** Places before it cancels: the order within a step must not matter. */
    @Override
    public Done carryOut(Step step) {
        List<Placed> placed = new ArrayList<>();
        for (BookPlan.NewOrder create : step.creates()) {
            placed.add(place(create.level(), create.quantity()));
        }
        for (LiveOrder order : step.cancels()) {
            if (!orders.removeIf(each -> each.orderId().equals(order.orderId()))) {
                throw new AssertionError("Nothing to cancel: " + order.orderId());
            }
        }
        List<Placed> resized = new ArrayList<>();
        for (BookPlan.Resize resize : step.resizes()) {
            LiveOrder here = find(resize.order().orderId());
            here.resize(resize.remaining());
            LiveOrder there = resize.order();
            there.resize(resize.remaining());
            resized.add(new Placed(there, ""));
        }
        return new Done(resized, placed);
    }

    /** An order of the maker or of somebody else. */
    public Placed place(LevelKey level, long quantity) {
        if (level.price() < lowest || level.price() > highest) {
            return new Placed(null, "PRICE_OUT_OF_BAND");
        }
        for (LiveOrder other : orders) {
            long over = level.price() - other.level().price();
            boolean crosses =
                    other.level().side() != level.side()
                            && (level.side() == LevelSide.BID ? over >= 0 : over <= 0);
            if (crosses) {
                throw new AssertionError("%s crosses %s".formatted(level, other.level()));
            }
        }
        String id = String.valueOf(++lastOrderId);
        orders.add(new LiveOrder(0, id, level, quantity, 0));
        return new Placed(new LiveOrder(0, id, level, quantity, 0), "");
    }

    /** Somebody else takes it. */
    public void cancelOldest(LevelSide side) {
        orders.remove(
                orders.stream().filter(o -> o.level().side() == side).findFirst().orElseThrow());
    }

    private LiveOrder find(String orderId) {
        return orders.stream().filter(o -> o.orderId().equals(orderId)).findFirst().orElseThrow();
    }

    @Override
    public List<Long> take(List<TapeTrade> trades) {
        return trades.stream().map(this::take).toList();
    }

    private long take(TapeTrade trade) {
        LevelSide makers = LevelSide.ofOrder(trade.makerSide());
        long limit = Units.fromDecimal(trade.price());
        long left = Units.fromDecimal(trade.quantity());
        long wanted = left;
        Comparator<LiveOrder> byPrice =
                Comparator.comparing(order -> order.level().price(), makers.bestFirst());
        List<LiveOrder> reached =
                orders.stream()
                        .filter(order -> order.level().side() == makers)
                        .filter(order ->
                                makers.bestFirst().compare(order.level().price(), limit) <= 0)
                        .sorted(byPrice)
                        .toList();
        for (LiveOrder maker : reached) {
            long quantity = Math.min(left, maker.remaining());
            if (quantity > 0) {
                prints.add(new Print(maker.level().price(), quantity, trade.takerSide()));
                maker.fill(quantity);
                left -= quantity;
            }
        }
        orders.removeIf(order -> order.remaining() == 0);
        return wanted - left;
    }

    @Override
    public List<LiveOrder> open() {
        return orders.stream()
                .map(o ->
                        new LiveOrder(
                                o.account(), o.orderId(), o.level(), o.remaining(), o.filled()))
                .toList();
    }

    /** Quantities by price, best first. */
    public Map<Long, Long> depth(LevelSide side) {
        Map<Long, Long> depth = new TreeMap<>(side.bestFirst());
        orders.stream()
                .filter(order -> order.level().side() == side)
                .forEach(o -> depth.merge(o.level().price(), o.remaining(), Long::sum));
        return depth;
    }

    /** What was traded, in order. */
    public List<Print> prints() {
        return prints;
    }
}
