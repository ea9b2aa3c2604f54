package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.book.RestingOrder;
import com.rescaleequity.order.trading.message.ClientOrderId;
import org.jspecify.annotations.Nullable;

/** An open order as its account lists it: under its client order id, between two others. */
abstract class AccountOrder extends RestingOrder {

    @Nullable AccountOrder older;
    @Nullable AccountOrder newer;

    AccountOrder(long orderId, long accountId, long priceTicks, long lots) {
        super(orderId, accountId, priceTicks, lots);
    }

    abstract ClientOrderId clientOrderId();
}
