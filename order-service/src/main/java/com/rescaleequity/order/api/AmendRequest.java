package com.rescaleequity.order.api;

import com.rescaleequity.order.trading.Instrument;
import com.rescaleequity.platform.decimal.DecimalInput;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.protocol.trading.AmendOrder;
import java.math.BigDecimal;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of an order's amendment into a command. The body does not name the instrument:
 * only numbers that cannot be on any grid need it, and then only for a refusal that says why.
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

    private static final BigDecimal UNIT = Units.toDecimal(1);
    private static final BigDecimal MOST = Units.toDecimal(Long.MAX_VALUE);

    private final Fields fields;
    private final @Nullable Instrument instrument;
    private final OrderKey key;
    private final AmendOrder.Builder amend = AmendOrder.newBuilder();
    private boolean needsInstrument;

    /**
     * Reads the fields, noting their problems.
     *
     * @param instrument null while nobody knows which it is
     * @param now epoch ms
     */
    AmendRequest(Fields fields, @Nullable Instrument instrument, long accountId, long now) {
        this.fields = fields;
        this.instrument = instrument;
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
        readQuantity();
        readPrice("price", amend::setPrice);
        readPrice("limitPrice", amend::setLimitPrice);
        String label = ClientOrderIds.read(fields, "newClientOrderId");
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

    /** Whether a number was left out because only the instrument's rules can tell about it. */
    boolean needsInstrument() {
        return needsInstrument;
    }

    private void readQuantity() {
        DecimalInput quantity = fields.decimal("quantity");
        if (quantity == null) {
            return;
        }
        if (instrument == null) {
            readUnits(quantity, amend::setQuantity);
            return;
        }
        new Grid(instrument.lotSize(), instrument.minQuantity(), instrument.maxQuantity())
                .check(fields, "quantity", quantity, Grid.QUANTITY)
                .ifPresent(amend::setQuantity);
    }

    private void readPrice(String name, LongConsumer target) {
        DecimalInput price = fields.decimal(name);
        if (price == null) {
            return;
        }
        if (instrument == null) {
            readUnits(price, target);
            return;
        }
        new Grid(instrument.tickSize(), instrument.minPrice(), instrument.maxPrice())
                .check(fields, name, price, Grid.PRICE)
                .ifPresent(target);
    }

    private void readUnits(DecimalInput input, LongConsumer target) {
        BigDecimal value = input.settled(UNIT);
        boolean fits =
                value.signum() > 0
                        && value.compareTo(MOST) <= 0
                        && value.stripTrailingZeros().scale() <= Units.SCALE;
        if (fits) {
            target.accept(Units.fromDecimal(value));
        } else {
            needsInstrument = true;
        }
    }
}
