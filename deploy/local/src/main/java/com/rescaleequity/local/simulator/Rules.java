package com.rescaleequity.local.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The grid of an instrument, to which the simulator rounds its wishes.
 *
 * @param symbol the instrument
 * @param tickSize prices are multiples of it
 * @param lotSize quantities are multiples of it
 * @param minNotional the least an order may be worth
 */
record Rules(String symbol, BigDecimal tickSize, BigDecimal lotSize, BigDecimal minNotional) {

    static Rules of(JsonNode instrument) {
        return new Rules(
                instrument.path("symbol").asText(),
                instrument.path("tickSize").decimalValue(),
                instrument.path("lotSize").decimalValue(),
                instrument.path("minNotional").decimalValue());
    }

    BigDecimal price(double wish) {
        return onGrid(wish, tickSize);
    }

    /** At least one lot, and worth twice the least, so that rounding cannot make it too small. */
    BigDecimal quantity(double wish, BigDecimal price) {
        double least = 2 * minNotional.doubleValue() / price.doubleValue();
        return onGrid(Math.max(wish, least), lotSize).max(lotSize);
    }

    private static BigDecimal onGrid(double wish, BigDecimal step) {
        return BigDecimal.valueOf(wish)
                .divide(step, 0, RoundingMode.HALF_EVEN)
                .multiply(step)
                .stripTrailingZeros();
    }
}
