package com.rescaleequity.local.replay.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.rescaleequity.platform.decimal.Units;
import java.math.BigInteger;

/**
 * The rules of a market that decide which recorded levels can be mirrored, in units.
 *
 * @param lot quantities are multiples of it
 * @param maxQuantity of one order
 * @param maxNotional of one order
 * @param bandUp how far above the last price a limit may lie, as a fraction
 * @param bandDown how far below
 */
public record OrderCaps(long lot, long maxQuantity, long maxNotional, long bandUp, long bandDown) {

    private static final BigInteger ONE = BigInteger.valueOf(Units.ONE);

    /** The rules of an instrument as the API shows it. */
    public static OrderCaps of(JsonNode instrument) {
        JsonNode band = instrument.path("priceBand");
        return new OrderCaps(
                units(instrument.path("lotSize")),
                units(instrument.path("maxQuantity")),
                units(instrument.path("maxNotional")),
                units(band.path("up")),
                units(band.path("down")));
    }

    private static long units(JsonNode number) {
        return Units.fromDecimal(number.decimalValue());
    }

    /** The largest order at a price; a larger level takes several. */
    public long largestOrder(long price) {
        BigInteger affordable =
                BigInteger.valueOf(maxNotional).multiply(ONE).divide(BigInteger.valueOf(price));
        long quantity = affordable.min(BigInteger.valueOf(maxQuantity)).longValueExact();
        return quantity / lot * lot;
    }

    /** Whether a limit order at a price may be placed, which spares the asking. */
    public boolean inBand(long price, long lastPrice) {
        return price >= share(lastPrice, Units.ONE - bandDown)
                && price <= share(lastPrice, Units.ONE + bandUp);
    }

    private static long share(long price, long fraction) {
        return BigInteger.valueOf(price)
                .multiply(BigInteger.valueOf(fraction))
                .divide(ONE)
                .longValueExact();
    }
}
