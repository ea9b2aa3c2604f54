package com.rescaleequity.order.trading.message;

import com.rescaleequity.order.trading.message.Command.PlaceOrder;
import java.util.Objects;

/**
 * What an order asks for: what it was placed with, or amended to last, with the defaults that held
 * then. Numbers are units; 0 is "not given". What an open order tells between two amendments shares
 * one.
 */
public record OrderTerms(
        long accountId,
        String symbol,
        Side side,
        OrderType type,
        long quantity,
        long quoteQuantity,
        long limitPrice,
        long triggerPrice,
        TimeInForce timeInForce,
        boolean postOnly,
        SelfTradePrevention selfTradePrevention,
        long expireAt,
        ClientOrderId clientOrderId) {

    /** The terms that a wish means in a market. */
    public static OrderTerms of(PlaceOrder wish, Instrument instrument) {
        return new OrderTerms(
                wish.accountId(),
                instrument.symbol(),
                wish.side(),
                wish.type(),
                wish.quantity(),
                wish.quoteQuantity(),
                wish.limitPrice(),
                wish.triggerPrice(),
                Objects.requireNonNullElseGet(wish.timeInForce(), () -> standard(wish)),
                wish.postOnly(),
                Objects.requireNonNullElse(
                        wish.selfTradePrevention(), instrument.defaultSelfTradePrevention()),
                wish.expireAt(),
                wish.clientOrderId());
    }

    private static TimeInForce standard(PlaceOrder wish) {
        boolean limited = wish.type() == OrderType.LIMIT || wish.limitPrice() != 0;
        return limited ? TimeInForce.GTC : TimeInForce.IOC;
    }

    /** The same under another name. */
    public OrderTerms named(ClientOrderId name) {
        return new OrderTerms(
                accountId,
                symbol,
                side,
                type,
                quantity,
                quoteQuantity,
                limitPrice,
                triggerPrice,
                timeInForce,
                postOnly,
                selfTradePrevention,
                expireAt,
                name);
    }

    /** Whether it trades at a limit once it trades, or at whatever the market offers. */
    public boolean hasLimit() {
        return limitPrice != 0;
    }

    /** The price that it waits for or at: a stop's trigger, or else the limit; 0 for neither. */
    public long waitingPrice() {
        return type == OrderType.STOP_LOSS ? triggerPrice : limitPrice;
    }
}
