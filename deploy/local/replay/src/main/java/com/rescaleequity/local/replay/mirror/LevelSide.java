package com.rescaleequity.local.replay.mirror;

import java.util.Comparator;

/** One side of a book. */
public enum LevelSide {
    /** What buyers wait with; the highest is the best. */
    BID("buy"),
    /** What sellers wait with; the lowest is the best. */
    ASK("sell");

    private final String orderSide;

    LevelSide(String orderSide) {
        this.orderSide = orderSide;
    }

    /** The side of an order that rests here, as the API writes it. */
    public String orderSide() {
        return orderSide;
    }

    public static LevelSide ofOrder(String orderSide) {
        return orderSide.equals("buy") ? BID : ASK;
    }

    public LevelSide opposite() {
        return this == BID ? ASK : BID;
    }

    /** Best price first. */
    public Comparator<Long> bestFirst() {
        return this == BID ? Comparator.reverseOrder() : Comparator.naturalOrder();
    }
}
