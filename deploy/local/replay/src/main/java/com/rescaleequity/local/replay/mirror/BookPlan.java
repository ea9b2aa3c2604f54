package com.rescaleequity.local.replay.mirror;

import java.util.ArrayList;
import java.util.List;

/** What must be sent so that levels get the quantities that they should have. */
public final class BookPlan {

    /**
     * An order that gets another remaining quantity.
     *
     * @param remaining in units, above 0
     */
    public record Resize(LiveOrder order, long remaining) {}

    /**
     * An order to place.
     *
     * @param quantity in units
     */
    public record NewOrder(LevelKey level, long quantity) {}

    private final List<LiveOrder> cancels = new ArrayList<>();
    private final List<Resize> reductions = new ArrayList<>();
    private final List<Resize> increases = new ArrayList<>();
    private final List<NewOrder> creates = new ArrayList<>();

    public List<LiveOrder> cancels() {
        return cancels;
    }

    public List<Resize> reductions() {
        return reductions;
    }

    public List<Resize> increases() {
        return increases;
    }

    public List<NewOrder> creates() {
        return creates;
    }

    /**
     * Brings a level to a quantity with as few orders as may be.
     *
     * @param orders what it has, oldest first
     * @param wanted in units
     * @param largest the largest order that the exchange takes there
     */
    public void bring(LevelKey level, List<LiveOrder> orders, long wanted, long largest) {
        long surplus = orders.stream().mapToLong(LiveOrder::remaining).sum() - wanted;
        for (int i = orders.size() - 1; i >= 0 && surplus > 0; i--) {
            LiveOrder order = orders.get(i);
            if (order.remaining() <= surplus) {
                cancels.add(order);
                surplus -= order.remaining();
            } else {
                reductions.add(new Resize(order, order.remaining() - surplus));
                surplus = 0;
            }
        }
        long missing = -surplus;
        if (missing > 0 && !orders.isEmpty()) {
            LiveOrder last = orders.getLast();
            long room = largest - last.filled() - last.remaining();
            long more = Math.min(room, missing);
            if (more > 0) {
                increases.add(new Resize(last, last.remaining() + more));
                missing -= more;
            }
        }
        while (missing > 0 && largest > 0) {
            long quantity = Math.min(missing, largest);
            creates.add(new NewOrder(level, quantity));
            missing -= quantity;
        }
    }

    /** Gives a level one order of exactly this quantity, whatever is there. */
    public void replace(LevelKey level, List<LiveOrder> orders, long quantity) {
        cancels.addAll(orders);
        creates.add(new NewOrder(level, quantity));
    }
}
