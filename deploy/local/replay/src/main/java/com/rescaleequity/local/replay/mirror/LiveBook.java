package com.rescaleequity.local.replay.mirror;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** What the mirroring maker has on the exchange: the orders of each level, oldest first. */
public final class LiveBook {

    private final NavigableMap<Long, List<LiveOrder>> bids =
            new TreeMap<>(LevelSide.BID.bestFirst());
    private final NavigableMap<Long, List<LiveOrder>> asks =
            new TreeMap<>(LevelSide.ASK.bestFirst());

    private final Map<Integer, Integer> ordersByAccount = new HashMap<>();

    private NavigableMap<Long, List<LiveOrder>> side(LevelSide side) {
        return side == LevelSide.BID ? bids : asks;
    }

    public void add(LiveOrder order) {
        side(order.level().side())
                .computeIfAbsent(order.level().price(), price -> new ArrayList<>(1))
                .add(order);
        ordersByAccount.merge(order.account(), 1, Integer::sum);
    }

    public void remove(LiveOrder order) {
        NavigableMap<Long, List<LiveOrder>> side = side(order.level().side());
        List<LiveOrder> orders = side.get(order.level().price());
        if (orders != null && orders.remove(order)) {
            ordersByAccount.merge(order.account(), -1, Integer::sum);
            if (orders.isEmpty()) {
                side.remove(order.level().price());
            }
        }
    }

    /** How many orders an account has there. */
    public int ordersOf(int account) {
        return ordersByAccount.getOrDefault(account, 0);
    }

    public void clear() {
        bids.clear();
        asks.clear();
        ordersByAccount.clear();
    }

    /** The orders at a level, oldest first; not to be changed. */
    public List<LiveOrder> at(LevelKey level) {
        return side(level.side()).getOrDefault(level.price(), List.of());
    }

    public long quantity(LevelKey level) {
        return at(level).stream().mapToLong(LiveOrder::remaining).sum();
    }

    /** The orders that an order from the other side would meet at its limit price or better. */
    public List<LiveOrder> reachedFrom(LevelSide side, long limitPrice) {
        List<LiveOrder> reached = new ArrayList<>();
        side(side).headMap(limitPrice, true).values().forEach(reached::addAll);
        return reached;
    }

    public Set<LevelKey> levels() {
        Set<LevelKey> keys = new HashSet<>();
        bids.keySet().forEach(price -> keys.add(new LevelKey(LevelSide.BID, price)));
        asks.keySet().forEach(price -> keys.add(new LevelKey(LevelSide.ASK, price)));
        return keys;
    }
}
