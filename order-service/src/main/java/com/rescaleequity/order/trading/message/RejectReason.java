package com.rescaleequity.order.trading.message;

/** Why a command was refused, in the order in which the core checks. */
public enum RejectReason {
    /** A number of the source is missing; with {@link RejectDetails.NextSourceNumber}. */
    SOURCE_GAP,
    /** The source is unknown, or may not send commands of this kind. */
    SOURCE_NOT_ALLOWED,
    /** The key stands for another request. */
    IDEMPOTENCY_KEY_REUSED,
    /** With {@link RejectDetails.Deadline}. */
    DEADLINE_EXCEEDED,
    /** An operator lets the account neither place nor amend orders. */
    ACCOUNT_SUSPENDED,
    /** An operator lets the account add nothing to its orders. */
    TRADING_DISABLED,
    /** The instrument is not listed, or delisted. */
    INVALID_SYMBOL,
    MARKET_HALTED,
    MARKET_CANCEL_ONLY,
    MARKET_POST_ONLY,
    /** The time in force does not suit the order type, or is not offered. */
    INVALID_TIME_IN_FORCE,
    /** Fields that exclude each other, or ids that name different orders. */
    CONFLICTING_PARAMETERS,
    /** The order would expire before it is placed. */
    EXPIRE_AT_PASSED,
    PRICE_REQUIRED,
    /** With {@link RejectDetails.Step}. */
    INVALID_PRICE_TICK,
    /** With {@link RejectDetails.Range}. */
    PRICE_OUT_OF_RANGE,
    /** With {@link RejectDetails.Range}. */
    PRICE_OUT_OF_BAND,
    QUANTITY_REQUIRED,
    /** With {@link RejectDetails.Step}. */
    INVALID_QUANTITY_STEP,
    /** With {@link RejectDetails.Range}. */
    QUANTITY_OUT_OF_RANGE,
    /** With {@link RejectDetails.Range}. */
    NOTIONAL_TOO_SMALL,
    /** With {@link RejectDetails.Range}. */
    NOTIONAL_TOO_LARGE,
    /** With {@link RejectDetails.ExistingOrder}. */
    DUPLICATE_CLIENT_ORDER_ID,
    /** With {@link RejectDetails.OrderLimit}. */
    MAX_OPEN_ORDERS,
    /** With {@link RejectDetails.BestPrices}. */
    POST_ONLY_WOULD_CROSS,
    /** With {@link RejectDetails.LastPrice}. */
    STOP_WOULD_TRIGGER_IMMEDIATELY,
    /** With {@link RejectDetails.Shortfall}. */
    INSUFFICIENT_BALANCE,
    /** There is no such order, or it belongs to another account. */
    ORDER_NOT_FOUND,
    /** Not open: the order history knows more; with {@link RejectDetails.ExistingOrder}. */
    ORDER_NOT_OPEN,
    /** The order is of a kind or in a state in which it cannot change so; names it likewise. */
    ORDER_NOT_AMENDABLE,
    /** The order is like that already; names it likewise. */
    NO_CHANGE,
    /** A move of nothing, from no account, or of more than the core can count. */
    INVALID_AMOUNT,
    /** Rules that contradict each other, or a change that open orders do not allow. */
    INVALID_INSTRUMENT,
    /** Shares of fees beyond none and all. */
    INVALID_FEES,
    /** Not later than the version that holds, or later than this code knows. */
    INVALID_LOGIC_VERSION
}
