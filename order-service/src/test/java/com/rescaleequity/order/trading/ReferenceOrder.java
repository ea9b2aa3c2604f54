package com.rescaleequity.order.trading;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An order of the {@link ReferenceExchange}. */
final class ReferenceOrder {

    long id;
    long account;
    String symbol = "";
    String clientId = "";
    Side side = Side.BUY;
    OrderType type = OrderType.LIMIT;
    TimeInForce timeInForce = TimeInForce.GTC;
    SelfTradePrevention prevention = SelfTradePrevention.CANCEL_NEWEST;
    @Nullable BigDecimal limit;
    @Nullable BigDecimal trigger;
    BigDecimal open = BigDecimal.ZERO;
    BigDecimal held = BigDecimal.ZERO;
    BigDecimal filled = BigDecimal.ZERO;
    BigDecimal filledValue = BigDecimal.ZERO;
    BigDecimal fees = BigDecimal.ZERO;
    BigDecimal lastPrice = BigDecimal.ZERO;
    String status = "";
    int arrival;
    int fills;

    boolean buys() {
        return side == Side.BUY;
    }

    boolean isOpen() {
        return status.startsWith("PENDING") || status.startsWith("ACTIVE");
    }

    ReferenceOrder copy() {
        ReferenceOrder copy = new ReferenceOrder();
        copy.id = id;
        copy.account = account;
        copy.symbol = symbol;
        copy.clientId = clientId;
        copy.side = side;
        copy.type = type;
        copy.timeInForce = timeInForce;
        copy.prevention = prevention;
        copy.limit = limit;
        copy.trigger = trigger;
        copy.open = open;
        copy.held = held;
        copy.filled = filled;
        copy.filledValue = filledValue;
        copy.fees = fees;
        copy.status = status;
        copy.arrival = arrival;
        return copy;
    }

    /** The order in the words of {@link #describe(OrderState)}. */
    String describe() {
        return String.join(
                " ",
                String.valueOf(id),
                String.valueOf(account),
                clientId,
                status,
                ReferenceExchange.plain(filled),
                ReferenceExchange.plain(filledValue),
                ReferenceExchange.plain(fees));
    }

    static String describe(OrderState order) {
        String status = order.status() + "/" + order.subStatus() + "/" + order.statusReason();
        return String.join(
                " ",
                String.valueOf(order.orderId()),
                String.valueOf(order.accountId()),
                order.clientOrderId(),
                status,
                Instruments.text(order.filledQuantity()),
                Instruments.text(order.filledValue()),
                Instruments.text(order.fees()));
    }
}
