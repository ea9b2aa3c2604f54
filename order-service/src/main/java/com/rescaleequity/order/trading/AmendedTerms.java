package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.Command.AmendOrder;
import com.rescaleequity.order.trading.Command.PlaceOrder;
import com.rescaleequity.order.trading.Outcome.Rejected;
import com.rescaleequity.order.trading.RejectDetails.ExistingOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an order's terms become when its owner changes some of them. */
final class AmendedTerms {

    private AmendedTerms() {}

    static PlaceOrder of(WorkingOrder order, AmendOrder wish) {
        PlaceOrder now = order.terms();
        boolean stop = now.type() == OrderType.STOP_LOSS;
        long limit = stop ? wish.limitPrice() : wish.price();
        return new PlaceOrder(
                now.accountId(),
                now.symbol(),
                now.side(),
                now.type(),
                given(wish.quantity(), now.quantity()),
                now.quoteQuantity(),
                given(limit, now.limitPrice()),
                given(stop ? wish.price() : 0, now.triggerPrice()),
                order.timeInForce(),
                Objects.requireNonNullElse(wish.postOnly(), now.postOnly()),
                order.selfTradePrevention(),
                given(wish.expireAt(), now.expireAt()),
                wish.newClientOrderId().isEmpty() ? order.clientOrderId() : wish.newClientOrderId(),
                now.deadline());
    }

    /** Whether the wish fits the order's kind and state and changes anything. */
    static @Nullable Rejected check(WorkingOrder order, AmendOrder wish, PlaceOrder amended) {
        PlaceOrder now = order.terms();
        boolean stop = now.type() == OrderType.STOP_LOSS;
        boolean conflict =
                (wish.limitPrice() != 0 && !(stop && order.hasLimit()))
                        || (wish.expireAt() != 0 && order.timeInForce() != TimeInForce.GTD)
                        || (amended.postOnly() && now.type() != OrderType.LIMIT);
        if (conflict) {
            return Rejected.because(RejectReason.CONFLICTING_PARAMETERS);
        }
        if (stop && wish.price() != 0 && order.status() != OrderStatus.PENDING) {
            return new Rejected(
                    RejectReason.ORDER_NOT_AMENDABLE, new ExistingOrder(order.orderId()));
        }
        boolean same =
                amended.quantity() == now.quantity()
                        && amended.limitPrice() == now.limitPrice()
                        && amended.triggerPrice() == now.triggerPrice()
                        && amended.expireAt() == now.expireAt()
                        && amended.postOnly() == now.postOnly()
                        && amended.clientOrderId().equals(order.clientOrderId());
        return same
                ? new Rejected(RejectReason.NO_CHANGE, new ExistingOrder(order.orderId()))
                : null;
    }

    private static long given(long wish, long now) {
        return wish == 0 ? now : wish;
    }
}
