package com.rescaleequity.order.api;

import com.rescaleequity.order.engine.Reply;
import com.rescaleequity.platform.decimal.Units;
import java.math.BigDecimal;

/** What an order would cost and hold if it were placed now. */
public record CheckedView(
        boolean valid, BigDecimal estimatedCost, BigDecimal estimatedFee, Reserve reserve) {

    /** What would be held for it. */
    public record Reserve(String asset, BigDecimal amount) {}

    static CheckedView of(Reply.Checked checked) {
        return new CheckedView(
                true,
                Units.toDecimal(checked.cost()),
                Units.toDecimal(checked.fee()),
                new Reserve(checked.asset(), Units.toDecimal(checked.reserve())));
    }
}
