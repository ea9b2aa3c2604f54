package com.rescaleequity.systemtest.load.flow;

/**
 * Keeps the two sides of a market even: connections are not equally quick, and what one side is
 * ahead of the other rests until its accounts may have no more open orders.
 */
final class Balance {

    private static final int MOST = 40;

    private int bought;

    /** The side that the next order takes: the wanted one, unless that is too far ahead. */
    boolean buys(boolean wanted) {
        boolean ahead = wanted ? bought >= MOST : bought <= -MOST;
        boolean buys = wanted ^ ahead;
        bought += buys ? 1 : -1;
        return buys;
    }

    /** Counts an order that buys at whatever price. */
    void bought() {
        bought++;
    }
}
