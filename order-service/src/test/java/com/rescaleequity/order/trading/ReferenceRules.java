package com.rescaleequity.order.trading;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** An instrument's rules in decimals; a check answers the reason of a refusal or null. */
final class ReferenceRules {

    final String base;
    final BigDecimal lot;
    final BigDecimal tick;
    final BigDecimal minQuantity;
    final BigDecimal makerFee;
    final BigDecimal takerFee;
    final int maxOpenOrders;
    final int maxStopOrders;
    private final Instrument instrument;

    ReferenceRules(Instrument instrument) {
        this.instrument = instrument;
        this.base = instrument.baseAsset();
        this.lot = decimal(instrument.lotSize());
        this.tick = decimal(instrument.tickSize());
        this.minQuantity = decimal(instrument.minQuantity());
        this.makerFee = decimal(instrument.makerFee());
        this.takerFee = decimal(instrument.takerFee());
        this.maxOpenOrders = instrument.maxOpenOrders();
        this.maxStopOrders = instrument.maxStopOrders();
    }

    static BigDecimal decimal(long units) {
        return BigDecimal.valueOf(units, 8);
    }

    BigDecimal fee(BigDecimal value, BigDecimal rate) {
        return value.multiply(rate).setScale(8, RoundingMode.UP);
    }

    BigDecimal withFee(BigDecimal value) {
        return value.add(fee(value, takerFee));
    }

    BigDecimal collarUp() {
        return BigDecimal.ONE.add(decimal(instrument.marketCollar()));
    }

    BigDecimal collarDown() {
        return BigDecimal.ONE.subtract(decimal(instrument.marketCollar()));
    }

    String checkPrice(BigDecimal price) {
        if (price.remainder(tick).signum() != 0) {
            return "INVALID_PRICE_TICK";
        }
        boolean inside =
                price.compareTo(decimal(instrument.minPrice())) >= 0
                        && price.compareTo(decimal(instrument.maxPrice())) <= 0;
        return inside ? null : "PRICE_OUT_OF_RANGE";
    }

    String checkBand(BigDecimal price, BigDecimal last) {
        BigDecimal low =
                last.multiply(BigDecimal.ONE.subtract(decimal(instrument.priceBandDown())));
        BigDecimal high = last.multiply(BigDecimal.ONE.add(decimal(instrument.priceBandUp())));
        boolean inside = price.compareTo(low) >= 0 && price.compareTo(high) <= 0;
        return inside ? null : "PRICE_OUT_OF_BAND";
    }

    String checkQuantity(BigDecimal quantity, boolean hasLimit) {
        if (quantity.remainder(lot).signum() != 0) {
            return "INVALID_QUANTITY_STEP";
        }
        long most = hasLimit ? instrument.maxQuantity() : instrument.maxMarketQuantity();
        boolean inside =
                quantity.compareTo(minQuantity) >= 0 && quantity.compareTo(decimal(most)) <= 0;
        return inside ? null : "QUANTITY_OUT_OF_RANGE";
    }

    String checkNotional(BigDecimal notional) {
        if (notional.compareTo(decimal(instrument.minNotional())) < 0) {
            return "NOTIONAL_TOO_SMALL";
        }
        boolean tooLarge = notional.compareTo(decimal(instrument.maxNotional())) > 0;
        return tooLarge ? "NOTIONAL_TOO_LARGE" : null;
    }
}
