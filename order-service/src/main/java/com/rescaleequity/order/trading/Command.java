package com.rescaleequity.order.trading;

import org.jspecify.annotations.Nullable;

/**
 * One instruction to the trading core. Every price, quantity and amount is a count of units of
 * 10^-8; 0 says that an optional number is not given, and an empty text that a text is not given.
 */
public sealed interface Command {

    /**
     * Asks to enter an order; the symbol and the client order id are taken as they are. Without a
     * time in force the order type's default holds, without self-trade prevention the instrument's.
     */
    record PlaceOrder(
            long accountId,
            String symbol,
            Side side,
            OrderType type,
            long quantity,
            long quoteQuantity,
            long limitPrice,
            long triggerPrice,
            @Nullable TimeInForce timeInForce,
            boolean postOnly,
            @Nullable SelfTradePrevention selfTradePrevention,
            long expireAt,
            String clientOrderId)
            implements Command {}

    /** Asks to end an open order, named by its id, by its client order id, or by both alike. */
    record CancelOrder(long accountId, long orderId, String clientOrderId) implements Command {}

    /** Moves money into (positive) or out of (negative) an account from or to the outside. */
    record MoveFunds(
            long accountId, String asset, long amount, FundsMoveKind kind, String referenceId)
            implements Command {}

    /** Lists an instrument or replaces its rules. */
    record SetInstrument(Instrument instrument) implements Command {}

    /** Lets time pass when nothing else does. */
    record Tick() implements Command {}
}
