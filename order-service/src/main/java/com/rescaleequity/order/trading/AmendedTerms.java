package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.message.ClientOrderId;
import com.rescaleequity.order.trading.message.Command.AmendOrder;
import com.rescaleequity.order.trading.message.OrderStatus;
import com.rescaleequity.order.trading.message.OrderTerms;
import com.rescaleequity.order.trading.message.OrderType;
import com.rescaleequity.order.trading.message.Outcome.Rejected;
import com.rescaleequity.order.trading.message.RejectDetails.ExistingOrder;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.order.trading.message.TimeInForce;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an order's terms become when its owner changes some of them. */
final class AmendedTerms {

    private AmendedTerms() {}

    static OrderTerms of(OrderTerms now, AmendOrder wish) {
        boolean stop = now.type() == OrderType.STOP_LOSS;
        long limit = stop ? wish.limitPrice() : wish.price();
        return new OrderTerms(
                now.accountId(),
                now.symbol(),
                now.side(),
                now.type(),
                given(wish.quantity(), now.quantity()),
                now.quoteQuantity(),
                given(limit, now.limitPrice()),
                given(stop ? wish.price() : 0, now.triggerPrice()),
                now.timeInForce(),
                Objects.requireNonNullElse(wish.postOnly(), now.postOnly()),
                now.selfTradePrevention(),
                given(wish.expireAt(), now.expireAt()),
                wish.newClientOrderId().isEmpty()
                        ? now.clientOrderId()
                        : ClientOrderId.of(wish.newClientOrderId()));
    }

    /** Whether the wish fits the order's kind and state and changes anything. */
    static @Nullable Rejected check(WorkingOrder order, AmendOrder wish, OrderTerms amended) {
        OrderTerms now = order.terms();
        boolean stop = now.type() == OrderType.STOP_LOSS;
        boolean conflict =
                (wish.limitPrice() != 0 && !(stop && now.hasLimit()))
                        || (wish.expireAt() != 0 && now.timeInForce() != TimeInForce.GTD)
                        || (amended.postOnly() && now.type() != OrderType.LIMIT);
        if (conflict) {
            return Rejected.because(RejectReason.CONFLICTING_PARAMETERS);
        }
        if (stop && wish.price() != 0 && order.status() != OrderStatus.PENDING) {
            return new Rejected(
                    RejectReason.ORDER_NOT_AMENDABLE, new ExistingOrder(order.orderId()));
        }
        return amended.equals(now)
                ? new Rejected(RejectReason.NO_CHANGE, new ExistingOrder(order.orderId()))
                : null;
    }

    private static long given(long wish, long now) {
        return wish == 0 ? now : wish;
    }
}
