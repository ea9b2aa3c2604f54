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
        boolean stop = order.type() == OrderType.STOP_LOSS;
        long limit = stop ? wish.limitPrice() : wish.price();
        return new PlaceOrder(
                order.accountId(),
                order.market().symbol(),
                order.side(),
                order.type(),
                given(wish.quantity(), order.quantity()),
                order.quoteQuantity(),
                given(limit, order.limitPrice()),
                given(stop ? wish.price() : 0, order.triggerPrice()),
                order.timeInForce(),
                Objects.requireNonNullElse(wish.postOnly(), order.postOnly()),
                order.selfTradePrevention(),
                given(wish.expireAt(), order.expireAt()),
                wish.newClientOrderId().isEmpty()
                        ? order.clientOrderId()
                        : ClientOrderId.of(wish.newClientOrderId()),
                false,
                0);
    }

    /** Whether the wish fits the order's kind and state and changes anything. */
    static @Nullable Rejected check(WorkingOrder order, AmendOrder wish, PlaceOrder amended) {
        boolean stop = order.type() == OrderType.STOP_LOSS;
        boolean conflict =
                (wish.limitPrice() != 0 && !(stop && order.hasLimit()))
                        || (wish.expireAt() != 0 && order.timeInForce() != TimeInForce.GTD)
                        || (amended.postOnly() && order.type() != OrderType.LIMIT);
        if (conflict) {
            return Rejected.because(RejectReason.CONFLICTING_PARAMETERS);
        }
        if (stop && wish.price() != 0 && order.status() != OrderStatus.PENDING) {
            return new Rejected(
                    RejectReason.ORDER_NOT_AMENDABLE, new ExistingOrder(order.orderId()));
        }
        boolean same =
                amended.quantity() == order.quantity()
                        && amended.limitPrice() == order.limitPrice()
                        && amended.triggerPrice() == order.triggerPrice()
                        && amended.expireAt() == order.expireAt()
                        && amended.postOnly() == order.postOnly()
                        && amended.clientOrderId().equals(order.clientOrderId());
        return same
                ? new Rejected(RejectReason.NO_CHANGE, new ExistingOrder(order.orderId()))
                : null;
    }

    private static long given(long wish, long now) {
        return wish == 0 ? now : wish;
    }
}
