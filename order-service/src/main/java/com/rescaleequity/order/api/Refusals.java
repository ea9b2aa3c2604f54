package com.rescaleequity.order.api;

import com.rescaleequity.order.api.Subject.FieldNames;
import com.rescaleequity.order.engine.Reply;
import com.rescaleequity.order.trading.message.RejectDetails;
import com.rescaleequity.order.trading.message.RejectReason;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.FieldError;
import com.rescaleequity.platform.json.Problems;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The core's refusals in the words of the contract. */
final class Refusals {

    private static final Pattern IN_BRACES = Pattern.compile("\\{(\\w+)}");

    private Refusals() {}

    static ApiException of(Reply.Refused refused, Subject subject) {
        RefusalWording wording = RefusalWording.of(refused.reason());
        Map<String, Object> details = details(refused, subject);
        String message = message(wording.sentence(), details, subject.names());
        String field = wording.about().field(subject);
        List<FieldError> errors =
                field == null
                        ? List.of()
                        : List.of(
                                new FieldError(
                                        subject.names().path() + field,
                                        wording.code(),
                                        message,
                                        refused.details() instanceof RejectDetails.Step step
                                                ? nearest(step)
                                                : null));
        return new ApiException(wording.code(), message, errors, details);
    }

    /**
     * Everything that is wrong: what is known of the fields, and beside it what the core alone
     * knows, the price band.
     */
    static ApiException of(Reply.Refused refused, Subject subject, Problems known) {
        ApiException refusal = of(refused, subject);
        if (known.isEmpty()) {
            return refusal;
        }
        if (refused.reason() == RejectReason.PRICE_OUT_OF_BAND) {
            refusal.errors().forEach(known::add);
        }
        return known.refusal();
    }

    private static String message(String sentence, Map<String, Object> details, FieldNames names) {
        return IN_BRACES
                .matcher(sentence)
                .replaceAll(
                        found -> Matcher.quoteReplacement(word(found.group(1), details, names)));
    }

    private static String word(String name, Map<String, Object> details, FieldNames names) {
        return switch (name) {
            case "price" -> names.price();
            case "quantity" ->
                    names.isByQuote()
                            ? "The quantity that quoteQuantity comes to"
                            : names.quantity();
            case "notional" ->
                    names.isByQuote() ? names.quantity() : names.price() + " times quantity";
            default -> text(details, name);
        };
    }

    private static Map<String, Object> details(Reply.Refused refused, Subject subject) {
        Map<String, Object> map = numbers(refused.reason(), refused.details());
        switch (refused.reason()) {
            case INVALID_SYMBOL -> map.put("symbol", subject.symbol());
            case MARKET_HALTED, MARKET_CANCEL_ONLY, MARKET_POST_ONLY -> map.put("until", null);
            default -> {}
        }
        return map;
    }

    /** The numbers of a refusal as its answer names them. */
    static Map<String, Object> numbers(RejectReason reason, RejectDetails details) {
        Map<String, Object> map = new LinkedHashMap<>();
        switch (details) {
            case RejectDetails.None none -> {}
            case RejectDetails.Range range -> {
                map.put("min", decimal(range.min()));
                map.put("max", decimal(range.max()));
            }
            case RejectDetails.Step step -> {
                boolean price = reason == RejectReason.INVALID_PRICE_TICK;
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
        return map;
    }

    /** The two values of a grid between which one lies that is on none of its steps. */
    static List<BigDecimal> nearest(RejectDetails.Step step) {
        return List.of(decimal(step.below()), decimal(step.above()));
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
