package com.rescaleequity.order.trading.message;

/** Why an order ended; {@link #NONE} while it works and when it filled. */
public enum StatusReason implements Word {
    NONE(0),
    USER_REQUEST(1),
    CANCEL_ALL(2),
    CANCEL_ALL_AFTER(3),
    CANCEL_ON_DISCONNECT(4),
    SELF_TRADE_PREVENTION(5),
    IOC_UNFILLED(6),
    FOK_UNFILLABLE(7),
    INSUFFICIENT_LIQUIDITY(8),
    PRICE_COLLAR(9),
    GTD_EXPIRED(10),
    MARKET_CLOSED(11),
    DELISTED(12),
    TRIGGER_INSUFFICIENT_BALANCE(13),
    TRIGGER_PRICE_BAND(14),
    ADMIN(15);

    private final int number;

    StatusReason(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
