package com.rescaleequity.order.api;

import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.order.trading.rules.Grid;
import com.rescaleequity.platform.decimal.DecimalInput;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.view.Words;
import com.rescaleequity.protocol.trading.OrderType;
import com.rescaleequity.protocol.trading.PlaceOrder;
import com.rescaleequity.protocol.trading.Side;
import java.math.BigDecimal;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of an order's creation into a command, noting everything that is wrong with it.
 * Rules that depend on the book or the balance are left to the core.
 */
final class CreateRequest {

    static final Set<String> FIELDS =
            Set.of(
                    "symbol",
                    "side",
                    "type",
                    "quantity",
                    "price",
                    "limitPrice",
                    "stopPrice",
                    "quoteQuantity",
                    "clientOrderId",
                    "timeInForce",
                    "expireAt",
                    "postOnly",
                    "selfTradePrevention",
                    "deadline");

    private final Fields fields;
    private final @Nullable Instrument instrument;
    private final @Nullable OrderType type;
    private final PlaceOrder.Builder order = PlaceOrder.newBuilder();

    private CreateRequest(
            Fields fields, Function<String, @Nullable Instrument> instruments, long accountId) {
        this.fields = fields;
        order.setAccountId(accountId);
        instrument = readSymbol(instruments);
        Side side = readChoice("side", Words.SIDES, ErrorCode.INVALID_SIDE);
        if (side != null) {
            order.setSide(side);
        }
        type = readChoice("type", Words.ORDER_TYPES, ErrorCode.INVALID_ORDER_TYPE);
        if (type != null) {
            order.setType(type);
        }
    }

    /**
     * The order as far as it could be read; the fields' problems say whether it may be used.
     *
     * @param now epoch ms
     */
    static PlaceOrder read(
            Fields fields,
            Function<String, @Nullable Instrument> instruments,
            long accountId,
            long now) {
        CreateRequest request = new CreateRequest(fields, instruments, accountId);
        request.readQuantities();
        request.readPrices();
        new OrderConditions(fields, request.type, request.order).read(now);
        return request.order.build();
    }

    private @Nullable Instrument readSymbol(Function<String, @Nullable Instrument> instruments) {
        if (!fields.has("symbol")) {
            fields.requiredText("symbol");
            return null;
        }
        Instrument found = Symbols.read(fields, instruments);
        if (found != null) {
            order.setSymbol(found.symbol());
        }
        return found;
    }

    private <E> @Nullable E readChoice(
            String name, java.util.Map<String, E> words, ErrorCode code) {
        if (!fields.has(name)) {
            fields.requiredText(name);
            return null;
        }
        return fields.choice(name, words, code);
    }

    private void readQuantities() {
        DecimalInput quantity = fields.decimal("quantity");
        DecimalInput quote = fields.decimal("quoteQuantity");
        if (quote != null && type != null && type != OrderType.MARKET) {
            fields.problem(
                    "quoteQuantity",
                    ErrorCode.CONFLICTING_PARAMETERS,
                    "is only for market orders.");
        } else if (quote != null && quantity != null) {
            fields.problem(
                    "quoteQuantity",
                    ErrorCode.CONFLICTING_PARAMETERS,
                    "goes without quantity: give one of them.");
        } else if (quote != null) {
            readQuoteQuantity(quote.settled(Units.LEAST));
        }
        if (quantity != null) {
            readQuantity(quantity);
        } else if (!fields.has("quantity") && !fields.has("quoteQuantity")) {
            fields.problem("quantity", ErrorCode.QUANTITY_REQUIRED, "is required.");
        }
    }

    private void readQuoteQuantity(BigDecimal amount) {
        if (Units.isAmount(amount)) {
            order.setQuoteQuantity(Units.fromDecimal(amount));
            return;
        }
        fields.problem(
                "quoteQuantity",
                ErrorCode.QUANTITY_OUT_OF_RANGE,
                "must be from %s to %s and have at most 8 decimals."
                        .formatted(Units.LEAST.toPlainString(), Units.MOST.toPlainString()));
        fields.problems().detail("min", Units.LEAST);
        fields.problems().detail("max", Units.MOST);
    }

    private void readQuantity(DecimalInput quantity) {
        if (instrument == null) {
            return;
        }
        boolean limited = type == null || type == OrderType.LIMIT || fields.has("limitPrice");
        Grid grid = Grid.ofQuantities(instrument, !limited);
        GridReader.read(fields, "quantity", quantity, grid).ifPresent(order::setQuantity);
    }

    private void readPrices() {
        if (type == null) {
            fields.decimal("price");
            return;
        }
        switch (type) {
            case LIMIT -> {
                refuse("limitPrice");
                refuse("stopPrice");
                readPrice("price", order::setLimitPrice);
                if (!fields.has("price")) {
                    fields.problem(
                            "price", ErrorCode.PRICE_REQUIRED, "required when type is limit");
                }
            }
            case STOP_LOSS -> readStopPrices();
            case MARKET -> {
                refuse("limitPrice");
                refuse("stopPrice");
            }
            case ORDER_TYPE_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalStateException("No word of the contract means " + type);
        }
    }

    private void readStopPrices() {
        readPrice("price", order::setTriggerPrice);
        long price = order.getTriggerPrice();
        readPrice("stopPrice", order::setTriggerPrice);
        if (price != 0 && price != order.getTriggerPrice()) {
            fields.problem(
                    "stopPrice",
                    ErrorCode.CONFLICTING_PARAMETERS,
                    "is another word for price: they must be equal.");
        }
        if (!fields.has("price") && !fields.has("stopPrice")) {
            fields.problem("price", ErrorCode.PRICE_REQUIRED, "required when type is stop-loss");
        }
        readPrice("limitPrice", order::setLimitPrice);
    }

    private void readPrice(String name, java.util.function.LongConsumer target) {
        DecimalInput price = fields.decimal(name);
        if (price == null || instrument == null) {
            return;
        }
        GridReader.read(fields, name, price, Grid.ofPrices(instrument)).ifPresent(target);
    }

    private void refuse(String name) {
        if (fields.has(name)) {
            fields.problem(name, ErrorCode.CONFLICTING_PARAMETERS, "is only for stop-loss orders.");
        }
    }
}
