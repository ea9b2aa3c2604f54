package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.state.StateReader;
import java.util.ArrayList;
import java.util.List;

/** The fills of one order so far, and their sums in units. */
final class OrderFills {

    /** What all orders share that have not traded. */
    static final OrderFills NONE = new OrderFills(List.of());

    private final List<Fill> list;
    private long quantity;
    private long value;
    private long fees;

    private OrderFills(List<Fill> list) {
        this.list = list;
    }

    /** Adds one; answers what to keep from now on, because all orders share {@link #NONE}. */
    OrderFills adding(Fill fill) {
        OrderFills fills = list.isEmpty() ? new OrderFills(new ArrayList<>(2)) : this;
        fills.add(fill);
        return fills;
    }

    private void add(Fill fill) {
        list.add(fill);
        quantity += fill.quantity();
        value += fill.quoteQuantity();
        fees += fill.fee();
    }

    List<Fill> list() {
        return list;
    }

    long quantity() {
        return quantity;
    }

    /** What it traded for in quote units, before fees. */
    long value() {
        return value;
    }

    long fees() {
        return fees;
    }

    /** The time of the last one, or 0. */
    long lastTime() {
        return list.isEmpty() ? 0 : list.getLast().time();
    }

    static OrderFills read(StateReader state) {
        OrderFills fills = NONE;
        for (Fill fill : RecordState.readFills(state)) {
            fills = fills.adding(fill);
        }
        return fills;
    }
}
