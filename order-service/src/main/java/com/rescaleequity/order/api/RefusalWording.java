package com.rescaleequity.order.api;

import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.platform.errors.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * How the contract words the core's reasons, a row for each.
 *
 * @param sentence what stands between braces in it is one of the refusal's details, or what the
 *     request calls a field
 */
record RefusalWording(ErrorCode code, About about, String sentence) {

    /** The field that a refusal is about. */
    enum About {
        NO_FIELD,
        SYMBOL,
        TIME_IN_FORCE,
        EXPIRE_AT,
        PRICE,
        QUANTITY,
        /** The second name of an order that the request names twice. */
        SECOND_NAME;

        /** What the request calls it; null for none. */
        @Nullable String field(Subject subject) {
            return switch (this) {
                case NO_FIELD -> null;
                case SYMBOL -> "symbol";
                case TIME_IN_FORCE -> "timeInForce";
                case EXPIRE_AT -> "expireAt";
                case PRICE -> subject.names().price();
                case QUANTITY -> subject.names().quantity();
                case SECOND_NAME -> subject.key().isDouble() ? "clientOrderId" : null;
            };
        }
    }

    private static final String AGAINST_RULES = "The order does not keep the instrument's rules.";
    private static final String OF_OTHER_TYPES =
            "This order type does not go with this timeInForce.";
    private static final String IN_CONFLICT =
            "Two parameters contradict each other, or one does not suit this order.";

    static RefusalWording of(RejectReason why) {
        return switch (why) {
            case IDEMPOTENCY_KEY_REUSED ->
                    plain(why, "The Idempotency-Key stands for another request.");
            case DUPLICATE_CLIENT_ORDER_ID ->
                    plain(why, "The clientOrderId belongs to another order.");
            case DEADLINE_EXCEEDED ->
                    plain(why, "The deadline had passed when the engine took the order.");
            case ACCOUNT_SUSPENDED -> plain(why, "The account is suspended.");
            case TRADING_DISABLED ->
                    plain(why, "Trading is disabled for this account; cancels go on.");
            case INVALID_SYMBOL -> row(why, About.SYMBOL, "The symbol is not listed.");
            case MARKET_HALTED -> plain(why, "The market is halted.");
            case MARKET_CANCEL_ONLY -> plain(why, "The market accepts cancels only.");
            case MARKET_POST_ONLY -> plain(why, "The market accepts post-only orders only.");
            case INVALID_TIME_IN_FORCE -> row(why, About.TIME_IN_FORCE, OF_OTHER_TYPES);
            case CONFLICTING_PARAMETERS -> row(why, About.SECOND_NAME, IN_CONFLICT);
            case EXPIRE_AT_PASSED ->
                    new RefusalWording(
                            ErrorCode.INVALID_PARAMETER, About.EXPIRE_AT, "expireAt has passed.");
            case PRICE_REQUIRED -> price(why, AGAINST_RULES);
            case INVALID_PRICE_TICK -> price(why, "{price} must be a multiple of {tickSize}.");
            case PRICE_OUT_OF_RANGE -> price(why, "{price} must be from {min} to {max}.");
            case PRICE_OUT_OF_BAND ->
                    price(why, "{price} must lie within the price band from {min} to {max}.");
            case QUANTITY_REQUIRED -> quantity(why, AGAINST_RULES);
            case INVALID_QUANTITY_STEP ->
                    quantity(why, "quantity must be a multiple of {lotSize}.");
            case QUANTITY_OUT_OF_RANGE -> quantity(why, "{quantity} must be from {min} to {max}.");
            case NOTIONAL_TOO_SMALL -> quantity(why, "{notional} must be at least {min}.");
            case NOTIONAL_TOO_LARGE -> quantity(why, "{notional} must be at most {max}.");
            case MAX_OPEN_ORDERS -> plain(why, "At most {limit} such orders may be open.");
            case POST_ONLY_WOULD_CROSS -> plain(why, "The order would take liquidity.");
            case STOP_WOULD_TRIGGER_IMMEDIATELY ->
                    plain(why, "The last price {lastPrice} has passed the trigger.");
            case INSUFFICIENT_BALANCE ->
                    plain(why, "{required} {asset} are needed, {available} are available.");
            case ORDER_NOT_FOUND -> plain(why, "There is no such order.");
            case ORDER_NOT_OPEN ->
                    new RefusalWording(
                            ErrorCode.ORDER_ALREADY_CLOSED,
                            About.NO_FIELD,
                            "The order is already closed.");
            case ORDER_NOT_AMENDABLE -> plain(why, "This order cannot be amended so.");
            case NO_CHANGE -> plain(why, "The order is like that already.");
            // Of commands that no client sends.
            case SOURCE_GAP,
                    SOURCE_NOT_ALLOWED,
                    INVALID_AMOUNT,
                    INVALID_INSTRUMENT,
                    INVALID_FEES,
                    INVALID_LOGIC_VERSION ->
                    new RefusalWording(ErrorCode.INVALID_PARAMETER, About.NO_FIELD, AGAINST_RULES);
        };
    }

    /**
     * Whether it is about a value that the instrument's rules judge and others may be wrong beside
     * it; the notional is judged last.
     */
    boolean mayHideOthers() {
        return switch (about) {
            case SYMBOL, PRICE, QUANTITY ->
                    code != ErrorCode.NOTIONAL_TOO_SMALL && code != ErrorCode.NOTIONAL_TOO_LARGE;
            case NO_FIELD, TIME_IN_FORCE, EXPIRE_AT, SECOND_NAME -> false;
        };
    }

    /** A reason that the contract calls by the same name, about no field. */
    private static RefusalWording plain(RejectReason why, String sentence) {
        return row(why, About.NO_FIELD, sentence);
    }

    private static RefusalWording price(RejectReason why, String sentence) {
        return row(why, About.PRICE, sentence);
    }

    private static RefusalWording quantity(RejectReason why, String sentence) {
        return row(why, About.QUANTITY, sentence);
    }

    private static RefusalWording row(RejectReason why, About about, String sentence) {
        return new RefusalWording(ErrorCode.valueOf(why.name()), about, sentence);
    }
}
