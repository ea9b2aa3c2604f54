package com.rescaleequity.order.trading.message;

/**
 * Why a command was refused. The first reason that holds is told: they are declared in the order in
 * which the core checks a new order, but that a command's own deadline comes before the label, and
 * behind these stand the reasons that only other commands have.
 */
public enum RejectReason implements Word {
    /** A number of the source is missing; with {@link RejectDetails.NextSourceNumber}. */
    SOURCE_GAP(0),
    /** The source is unknown, or may not send commands of this kind. */
    SOURCE_NOT_ALLOWED(1),
    /** The key stands for another request. */
    IDEMPOTENCY_KEY_REUSED(2),
    /** With {@link RejectDetails.ExistingOrder}. */
    DUPLICATE_CLIENT_ORDER_ID(22),
    /** The order's deadline, or its command's; with {@link RejectDetails.Deadline}. */
    DEADLINE_EXCEEDED(3),
    /** An operator lets the account neither place nor amend orders. */
    ACCOUNT_SUSPENDED(4),
    /** An operator lets the account add nothing to its orders. */
    TRADING_DISABLED(5),
    /** The instrument is not listed, or delisted. */
    INVALID_SYMBOL(6),
    MARKET_HALTED(7),
    MARKET_CANCEL_ONLY(8),
    MARKET_POST_ONLY(9),
    /** The time in force does not suit the order type, or is not offered. */
    INVALID_TIME_IN_FORCE(10),
    /** Fields that exclude each other, or ids that name different orders. */
    CONFLICTING_PARAMETERS(11),
    /** The order would expire before it is placed. */
    EXPIRE_AT_PASSED(12),
    PRICE_REQUIRED(13),
    /** With {@link RejectDetails.Step}. */
    INVALID_PRICE_TICK(14),
    /** With {@link RejectDetails.Range}. */
    PRICE_OUT_OF_RANGE(15),
    /** With {@link RejectDetails.Range}. */
    PRICE_OUT_OF_BAND(16),
    QUANTITY_REQUIRED(17),
    /** With {@link RejectDetails.Step}. */
    INVALID_QUANTITY_STEP(18),
    /** With {@link RejectDetails.Range}. */
    QUANTITY_OUT_OF_RANGE(19),
    /** With {@link RejectDetails.Range}. */
    NOTIONAL_TOO_SMALL(20),
    /** With {@link RejectDetails.Range}. */
    NOTIONAL_TOO_LARGE(21),
    /** With {@link RejectDetails.OrderLimit}. */
    MAX_OPEN_ORDERS(23),
    /** With {@link RejectDetails.BestPrices}. */
    POST_ONLY_WOULD_CROSS(24),
    /** With {@link RejectDetails.LastPrice}. */
    STOP_WOULD_TRIGGER_IMMEDIATELY(25),
    /** With {@link RejectDetails.Shortfall}. */
    INSUFFICIENT_BALANCE(26),
    /** There is no such order, or it belongs to another account. */
    ORDER_NOT_FOUND(27),
    /** Not open: the order history knows more; with {@link RejectDetails.ExistingOrder}. */
    ORDER_NOT_OPEN(28),
    /** The order is of a kind or in a state in which it cannot change so; names it likewise. */
    ORDER_NOT_AMENDABLE(29),
    /** The order is like that already; names it likewise. */
    NO_CHANGE(30),
    /** A move of nothing, from no account, or of more than the core can count. */
    INVALID_AMOUNT(31),
    /** Rules that contradict each other, or a change that open orders do not allow. */
    INVALID_INSTRUMENT(32),
    /** Shares of fees beyond none and all. */
    INVALID_FEES(33),
    /** Not later than the version that holds, or later than this code knows. */
    INVALID_LOGIC_VERSION(34);

    private final int number;

    RejectReason(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
