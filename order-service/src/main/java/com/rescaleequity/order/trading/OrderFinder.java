package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.message.ClientOrderId;
import com.rescaleequity.order.trading.message.Outcome.Rejected;
import com.rescaleequity.order.trading.message.RejectDetails.ExistingOrder;
import com.rescaleequity.order.trading.message.RejectReason;
import org.jspecify.annotations.Nullable;

/** Finds the open order that an account means by its id, by its client order id, or by both. */
final class OrderFinder {

    /** The order, or why there is none. */
    record Found(@Nullable WorkingOrder order, @Nullable Rejected refusal) {}

    private final Accounts accounts;
    private final OpenOrders openOrders;

    OrderFinder(Accounts accounts, OpenOrders openOrders) {
        this.accounts = accounts;
        this.openOrders = openOrders;
    }

    Found find(long accountId, long orderId, String label) {
        ClientOrderId clientOrderId = ClientOrderId.of(label);
        long id = orderId == 0 ? idOf(accountId, clientOrderId) : orderId;
        @Nullable WorkingOrder order = openOrders.get(id);
        if (order == null) {
            boolean mayHaveBeen = id == 0 || openOrders.wasIssued(id);
            return refused(
                    mayHaveBeen
                            ? new Rejected(RejectReason.ORDER_NOT_OPEN, new ExistingOrder(id))
                            : Rejected.because(RejectReason.ORDER_NOT_FOUND));
        }
        if (order.accountId() != accountId) {
            return refused(Rejected.because(RejectReason.ORDER_NOT_FOUND));
        }
        if (!clientOrderId.isNone() && !clientOrderId.equals(order.clientOrderId())) {
            return refused(Rejected.because(RejectReason.CONFLICTING_PARAMETERS));
        }
        return new Found(order, null);
    }

    private long idOf(long accountId, ClientOrderId clientOrderId) {
        @Nullable Account account = accounts.find(accountId);
        return account == null ? 0 : account.orderId(clientOrderId);
    }

    private static Found refused(Rejected refusal) {
        return new Found(null, refusal);
    }
}
