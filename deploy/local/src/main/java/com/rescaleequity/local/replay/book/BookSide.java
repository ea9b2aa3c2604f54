package com.rescaleequity.local.replay.book;

import java.util.Comparator;

/** One side of a book. */
enum BookSide {
    /** What buyers wait with; the highest is the best. */
    BID("buy"),
    /** What sellers wait with; the lowest is the best. */
    ASK("sell");

    private final String orderSide;

    BookSide(String orderSide) {
        this.orderSide = orderSide;
    }

    /** The side of an order that rests here, as the API writes it. */
    String orderSide() {
        return orderSide;
    }

    static BookSide ofOrder(String orderSide) {
        return orderSide.equals("buy") ? BID : ASK;
    }

    BookSide opposite() {
        return this == BID ? ASK : BID;
    }

    /** Best price first. */
    Comparator<Long> bestFirst() {
        return this == BID ? Comparator.reverseOrder() : Comparator.naturalOrder();
    }
}
