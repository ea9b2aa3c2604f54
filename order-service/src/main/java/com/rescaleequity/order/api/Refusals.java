package com.rescaleequity.order.api;

import com.rescaleequity.order.api.Subject.FieldNames;
import com.rescaleequity.order.engine.Reply;
import com.rescaleequity.order.trading.message.RejectDetails;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.errors.FieldError;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The core's refusals in the words of the contract. */
final class Refusals {

    private Refusals() {}

    static ApiException of(Reply.Refused refused, Subject subject) {
        ErrorCode code = code(refused.reason());
        Map<String, Object> details = details(refused, subject);
        String message = message(refused, details, subject.names());
        String field = field(refused.reason(), subject);
        List<FieldError> errors =
                field == null
                        ? List.of()
                        : List.of(
                                new FieldError(
                                        subject.names().path() + field,
                                        code,
                                        message,
                                        nearest(refused.details())));
        return new ApiException(code, message, errors, details);
    }

    static ErrorCode code(RejectReason reason) {
        return switch (reason) {
            case DEADLINE_EXCEEDED -> ErrorCode.DEADLINE_EXCEEDED;
            case ACCOUNT_SUSPENDED -> ErrorCode.ACCOUNT_SUSPENDED;
            case TRADING_DISABLED -> ErrorCode.TRADING_DISABLED;
            case INVALID_SYMBOL -> ErrorCode.INVALID_SYMBOL;
            case MARKET_HALTED -> ErrorCode.MARKET_HALTED;
            case MARKET_CANCEL_ONLY -> ErrorCode.MARKET_CANCEL_ONLY;
            case MARKET_POST_ONLY -> ErrorCode.MARKET_POST_ONLY;
            case INVALID_TIME_IN_FORCE -> ErrorCode.INVALID_TIME_IN_FORCE;
            case CONFLICTING_PARAMETERS -> ErrorCode.CONFLICTING_PARAMETERS;
            case PRICE_REQUIRED -> ErrorCode.PRICE_REQUIRED;
            case INVALID_PRICE_TICK -> ErrorCode.INVALID_PRICE_TICK;
            case PRICE_OUT_OF_RANGE -> ErrorCode.PRICE_OUT_OF_RANGE;
            case PRICE_OUT_OF_BAND -> ErrorCode.PRICE_OUT_OF_BAND;
            case QUANTITY_REQUIRED -> ErrorCode.QUANTITY_REQUIRED;
            case INVALID_QUANTITY_STEP -> ErrorCode.INVALID_QUANTITY_STEP;
            case QUANTITY_OUT_OF_RANGE -> ErrorCode.QUANTITY_OUT_OF_RANGE;
            case NOTIONAL_TOO_SMALL -> ErrorCode.NOTIONAL_TOO_SMALL;
            case NOTIONAL_TOO_LARGE -> ErrorCode.NOTIONAL_TOO_LARGE;
            case DUPLICATE_CLIENT_ORDER_ID -> ErrorCode.DUPLICATE_CLIENT_ORDER_ID;
            case MAX_OPEN_ORDERS -> ErrorCode.MAX_OPEN_ORDERS;
            case POST_ONLY_WOULD_CROSS -> ErrorCode.POST_ONLY_WOULD_CROSS;
            case STOP_WOULD_TRIGGER_IMMEDIATELY -> ErrorCode.STOP_WOULD_TRIGGER_IMMEDIATELY;
            case INSUFFICIENT_BALANCE -> ErrorCode.INSUFFICIENT_BALANCE;
            case ORDER_NOT_FOUND -> ErrorCode.ORDER_NOT_FOUND;
            case ORDER_NOT_OPEN -> ErrorCode.ORDER_ALREADY_CLOSED;
            case IDEMPOTENCY_KEY_REUSED -> ErrorCode.IDEMPOTENCY_KEY_REUSED;
            case ORDER_NOT_AMENDABLE -> ErrorCode.ORDER_NOT_AMENDABLE;
            case NO_CHANGE -> ErrorCode.NO_CHANGE;
            case EXPIRE_AT_PASSED,
                    SOURCE_GAP,
                    SOURCE_NOT_ALLOWED,
                    INVALID_AMOUNT,
                    INVALID_INSTRUMENT,
                    INVALID_FEES,
                    INVALID_LOGIC_VERSION ->
                    ErrorCode.INVALID_PARAMETER;
        };
    }

    private static String message(
            Reply.Refused refused, Map<String, Object> details, FieldNames names) {
        return switch (refused.reason()) {
            case DEADLINE_EXCEEDED -> "The deadline had passed when the engine took the order.";
            case ACCOUNT_SUSPENDED -> "The account is suspended.";
            case TRADING_DISABLED -> "Trading is disabled for this account; cancels go on.";
            case INVALID_SYMBOL -> "The symbol is not listed.";
            case MARKET_HALTED -> "The market is halted.";
            case MARKET_CANCEL_ONLY -> "The market accepts cancels only.";
            case MARKET_POST_ONLY -> "The market accepts post-only orders only.";
            case INVALID_TIME_IN_FORCE -> "This order type does not go with this timeInForce.";
            case CONFLICTING_PARAMETERS ->
                    "Two parameters contradict each other, or one does not suit this order.";
            case PRICE_OUT_OF_BAND ->
                    "%s must lie within the price band %s."
                            .formatted(names.price(), range(details));
            case PRICE_OUT_OF_RANGE -> "%s must be %s.".formatted(names.price(), range(details));
            case QUANTITY_OUT_OF_RANGE ->
                    "%s must be %s.".formatted(quantity(names), range(details));
            case NOTIONAL_TOO_SMALL ->
                    "%s must be at least %s.".formatted(notional(names), text(details, "min"));
            case NOTIONAL_TOO_LARGE ->
                    "%s must be at most %s.".formatted(notional(names), text(details, "max"));
            case POST_ONLY_WOULD_CROSS -> "The order would take liquidity.";
            case STOP_WOULD_TRIGGER_IMMEDIATELY ->
                    "The last price " + text(details, "lastPrice") + " has passed the trigger.";
            case INSUFFICIENT_BALANCE ->
                    "%s %s are needed, %s are available."
                            .formatted(
                                    text(details, "required"),
                                    text(details, "asset"),
                                    text(details, "available"));
            case MAX_OPEN_ORDERS ->
                    "At most " + text(details, "limit") + " such orders may be open.";
            case ORDER_NOT_FOUND -> "There is no such order.";
            case ORDER_NOT_OPEN -> "The order is already closed.";
            case ORDER_NOT_AMENDABLE -> "This order cannot be amended so.";
            case NO_CHANGE -> "The order is like that already.";
            case EXPIRE_AT_PASSED -> "expireAt has passed.";
            case IDEMPOTENCY_KEY_REUSED -> "The Idempotency-Key stands for another request.";
            case DUPLICATE_CLIENT_ORDER_ID -> "The clientOrderId belongs to another order.";
            case INVALID_PRICE_TICK ->
                    "%s must be a multiple of %s."
                            .formatted(names.price(), text(details, "tickSize"));
            case INVALID_QUANTITY_STEP ->
                    "quantity must be a multiple of " + text(details, "lotSize") + ".";
            case PRICE_REQUIRED,
                    QUANTITY_REQUIRED,
                    SOURCE_GAP,
                    SOURCE_NOT_ALLOWED,
                    INVALID_AMOUNT,
                    INVALID_INSTRUMENT,
                    INVALID_FEES,
                    INVALID_LOGIC_VERSION ->
                    "The order does not keep the instrument's rules.";
        };
    }

    private static String quantity(FieldNames names) {
        return names.isByQuote() ? "The quantity that quoteQuantity comes to" : names.quantity();
    }

    private static String notional(FieldNames names) {
        return names.isByQuote() ? names.quantity() : names.price() + " times quantity";
    }

    private static String range(Map<String, Object> details) {
        return "from %s to %s".formatted(text(details, "min"), text(details, "max"));
    }

    private static @Nullable String field(RejectReason reason, Subject subject) {
        return switch (reason) {
            case INVALID_SYMBOL -> "symbol";
            case INVALID_TIME_IN_FORCE -> "timeInForce";
            case EXPIRE_AT_PASSED -> "expireAt";
            case PRICE_REQUIRED, INVALID_PRICE_TICK, PRICE_OUT_OF_RANGE, PRICE_OUT_OF_BAND ->
                    subject.names().price();
            case QUANTITY_REQUIRED,
                    INVALID_QUANTITY_STEP,
                    QUANTITY_OUT_OF_RANGE,
                    NOTIONAL_TOO_SMALL,
                    NOTIONAL_TOO_LARGE ->
                    subject.names().quantity();
            case CONFLICTING_PARAMETERS -> subject.key().isDouble() ? "clientOrderId" : null;
            case SOURCE_GAP,
                    SOURCE_NOT_ALLOWED,
                    ACCOUNT_SUSPENDED,
                    TRADING_DISABLED,
                    DEADLINE_EXCEEDED,
                    MARKET_HALTED,
                    MARKET_CANCEL_ONLY,
                    MARKET_POST_ONLY,
                    DUPLICATE_CLIENT_ORDER_ID,
                    MAX_OPEN_ORDERS,
                    POST_ONLY_WOULD_CROSS,
                    STOP_WOULD_TRIGGER_IMMEDIATELY,
                    INSUFFICIENT_BALANCE,
                    ORDER_NOT_FOUND,
                    ORDER_NOT_OPEN,
                    ORDER_NOT_AMENDABLE,
                    NO_CHANGE,
                    IDEMPOTENCY_KEY_REUSED,
                    INVALID_AMOUNT,
                    INVALID_INSTRUMENT,
                    INVALID_FEES,
                    INVALID_LOGIC_VERSION ->
                    null;
        };
    }

    private static Map<String, Object> details(Reply.Refused refused, Subject subject) {
        Map<String, Object> map = new LinkedHashMap<>();
        switch (refused.reason()) {
            case INVALID_SYMBOL -> map.put("symbol", subject.symbol());
            case MARKET_HALTED, MARKET_CANCEL_ONLY, MARKET_POST_ONLY -> map.put("until", null);
            default -> addNumbers(map, refused);
        }
        return map;
    }

    private static void addNumbers(Map<String, Object> map, Reply.Refused refused) {
        switch (refused.details()) {
            case RejectDetails.None none -> {}
            case RejectDetails.Range range -> {
                map.put("min", decimal(range.min()));
                map.put("max", decimal(range.max()));
            }
            case RejectDetails.Step step -> {
                boolean price = refused.reason() == RejectReason.INVALID_PRICE_TICK;
                map.put(price ? "tickSize" : "lotSize", decimal(step.step()));
                map.put("nearest", nearest(step));
            }
            case RejectDetails.Shortfall shortfall -> {
                map.put("asset", shortfall.asset());
                map.put("required", decimal(shortfall.required()));
                map.put("available", decimal(shortfall.available()));
            }
            case RejectDetails.BestPrices best -> {
                map.put("bestBid", optional(best.bestBid()));
                map.put("bestAsk", optional(best.bestAsk()));
            }
            case RejectDetails.LastPrice last -> map.put("lastPrice", decimal(last.lastPrice()));
            case RejectDetails.OrderLimit limit -> {
                map.put("limit", limit.limit());
                map.put("scope", limit.stops() ? "stop-orders" : "open-orders");
            }
            case RejectDetails.ExistingOrder order ->
                    map.put("orderId", Long.toString(order.orderId()));
            case RejectDetails.Deadline deadline -> map.put("deadline", deadline.deadline());
            case RejectDetails.NextSourceNumber next -> map.put("expected", next.expected());
        }
    }

    private static @Nullable List<BigDecimal> nearest(RejectDetails details) {
        return details instanceof RejectDetails.Step step
                ? List.of(decimal(step.below()), decimal(step.above()))
                : null;
    }

    private static String text(Map<String, Object> details, String name) {
        Object value = details.get(name);
        return value instanceof BigDecimal decimal
                ? decimal.toPlainString()
                : String.valueOf(value);
    }

    private static BigDecimal decimal(long units) {
        return Units.toDecimal(units);
    }

    private static @Nullable BigDecimal optional(long units) {
        return units == 0 ? null : Units.toDecimal(units);
    }
}
