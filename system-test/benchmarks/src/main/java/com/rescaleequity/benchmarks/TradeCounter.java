package com.rescaleequity.benchmarks;

/** Consumes trades by adding them up. */
final class TradeCounter {

    private long trades;
    private long lots;
    private long tickLots;

    void count(long priceTicks, long tradedLots) {
        trades++;
        lots += tradedLots;
        tickLots += priceTicks * tradedLots;
    }

    FlowTotals totals(long restingOrders, long restingLots) {
        return new FlowTotals(trades, lots, tickLots, restingOrders, restingLots);
    }
}
