package com.rescaleequity.order.trading.message;

/**
 * The sums over the fills of one order, in units.
 *
 * @param value what it traded for in quote units, before fees
 * @param lastTradeAt the time of the last fill, epoch ms; 0 without one
 */
public record FillTotals(long quantity, long value, long fees, long lastTradeAt) {

    /** Of an order that has not traded. */
    public static final FillTotals NONE = new FillTotals(0, 0, 0, 0);

    public FillTotals plus(Fill fill) {
        return new FillTotals(
                quantity + fill.quantity(),
                value + fill.quoteQuantity(),
                fees + fill.fee(),
                fill.time());
    }
}
