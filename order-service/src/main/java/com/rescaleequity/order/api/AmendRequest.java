package com.rescaleequity.order.api;

import com.rescaleequity.order.api.Subject.FieldNames;
import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.order.trading.rules.Grid;
import com.rescaleequity.platform.decimal.DecimalInput;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.protocol.trading.AmendOrder;
import com.rescaleequity.protocol.trading.Order;
import com.rescaleequity.protocol.trading.OrderType;
import com.rescaleequity.protocol.trading.TimeInForce;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of an order's amendment into a command. The body does not name the instrument:
 * what only the order's own rules can tell is left to the core, and to {@link #check} for a refusal
 * that says all that is wrong.
 */
final class AmendRequest {

    static final Set<String> FIELDS =
            Set.of(
                    "orderId",
                    "clientOrderId",
                    "quantity",
                    "price",
                    "limitPrice",
                    "newClientOrderId",
                    "expireAt",
                    "postOnly");

    private final Fields fields;
    private final OrderKey key;
    private final @Nullable DecimalInput quantity;
    private final @Nullable DecimalInput price;
    private final @Nullable DecimalInput limitPrice;
    private final AmendOrder.Builder amend = AmendOrder.newBuilder();
    private boolean needsOrder;

    /**
     * Reads the fields, noting their problems.
     *
     * @param now epoch ms
     */
    AmendRequest(Fields fields, long accountId, long now) {
        this.fields = fields;
        key = OrderKey.read(fields);
        amend.setAccountId(accountId)
                .setOrderId(key.orderId())
                .setClientOrderId(key.clientOrderId());
        if (Stream.of("quantity", "price", "limitPrice", "newClientOrderId", "expireAt")
                .noneMatch(fields::has)) {
            fields.problem(
                    "quantity",
                    ErrorCode.MISSING_PARAMETER,
                    "or price, limitPrice, newClientOrderId or expireAt is required.");
        }
        quantity = readUnits("quantity", amend::setQuantity);
        price = readUnits("price", amend::setPrice);
        limitPrice = readUnits("limitPrice", amend::setLimitPrice);
        String label = OrderLabels.read(fields, "newClientOrderId");
        amend.setNewClientOrderId(label == null ? "" : label);
        amend.setExpireAt(ExpireAt.read(fields, now));
        Boolean postOnly = fields.flag("postOnly");
        if (postOnly != null) {
            amend.setPostOnly(postOnly);
        }
    }

    OrderKey key() {
        return key;
    }

    /** The command; the fields' problems say whether it may be used. */
    AmendOrder command() {
        return amend.build();
    }

    /** What a refusal of the amendment may have to name. */
    Subject subject(long accountId) {
        String tradesAt = limitPrice == null ? "price" : "limitPrice";
        return new Subject(
                accountId,
                key,
                "",
                amend.getNewClientOrderId(),
                new FieldNames("", tradesAt, "quantity"));
    }

    /** What a client that does not learn the outcome has to ask for. */
    Map<String, Object> names() {
        Map<String, Object> names = new LinkedHashMap<>(key.details());
        if (!amend.getNewClientOrderId().isEmpty()) {
            names.put("newClientOrderId", amend.getNewClientOrderId());
        }
        return names;
    }

    /** Whether a number was left out that no order can have: {@link #check} tells why. */
    boolean needsOrder() {
        return needsOrder;
    }

    /**
     * Notes what does not suit the order or its instrument's grids.
     *
     * @param rules null when the instrument is not listed any more
     */
    void check(Order order, @Nullable Instrument rules) {
        if (key.isDouble() && !key.clientOrderId().equals(order.getClientOrderId())) {
            conflict("clientOrderId", "names another order than orderId.");
            return;
        }
        boolean limit = order.getType() == OrderType.LIMIT;
        boolean stopLimit = !limit && order.getLimitPrice() != 0;
        if (limitPrice != null && !stopLimit) {
            conflict("limitPrice", "is only for stop-loss orders that have one.");
        }
        if (amend.getExpireAt() != 0 && order.getTimeInForce() != TimeInForce.GTD) {
            conflict("expireAt", "goes with GTD only.");
        }
        if (amend.getPostOnly() && !limit) {
            conflict("postOnly", "is only for limit orders.");
        }
        if (rules == null) {
            return;
        }
        Grid prices = Grid.ofPrices(rules);
        check(
                "quantity",
                quantity,
                Grid.ofQuantities(rules, !limit && !stopLimit),
                amend::setQuantity);
        check("price", price, prices, amend::setPrice);
        if (stopLimit) {
            check("limitPrice", limitPrice, prices, amend::setLimitPrice);
        }
    }

    /**
     * Notes what may not suit the order, for a conflict with one that cannot be read. One that its
     * label alone names may be another than the client means: then nothing is noted.
     */
    void noteDoubtful() {
        if (!key.clientOrderId().isEmpty()) {
            return;
        }
        doubt("limitPrice", limitPrice != null);
        doubt("expireAt", amend.getExpireAt() != 0);
        doubt("postOnly", amend.getPostOnly());
    }

    private void doubt(String name, boolean sent) {
        if (sent) {
            conflict(name, "may not suit this order.");
        }
    }

    private void check(String name, @Nullable DecimalInput input, Grid grid, LongConsumer target) {
        if (input != null) {
            GridReader.read(fields, name, input, grid).ifPresent(target);
        }
    }

    private void conflict(String name, String message) {
        fields.problem(name, ErrorCode.CONFLICTING_PARAMETERS, message);
    }

    private @Nullable DecimalInput readUnits(String name, LongConsumer target) {
        DecimalInput input = fields.decimal(name);
        if (input == null) {
            return null;
        }
        BigDecimal value = input.settled(Units.LEAST);
        if (Units.isAmount(value)) {
            target.accept(Units.fromDecimal(value));
        } else {
            needsOrder = true;
        }
        return input;
    }
}
