package com.rescaleequity.order.trading.reference;

import com.rescaleequity.order.trading.message.Instrument;
import java.math.BigDecimal;

/** A market of the {@link ReferenceExchange}: its rules in decimals, and its counters. */
final class ReferenceMarket {

    Instrument instrument;
    BigDecimal tick;
    BigDecimal lot;
    BigDecimal minQuantity;
    BigDecimal collar;
    BigDecimal makerFee;
    BigDecimal takerFee;
    BigDecimal lastPrice;
    long trades;
    long bookSequence;

    ReferenceMarket(Instrument instrument) {
        replaceRules(instrument);
    }

    void replaceRules(Instrument rules) {
        instrument = rules;
        tick = Decimals.of(rules.tickSize());
        lot = Decimals.of(rules.lotSize());
        minQuantity = Decimals.of(rules.minQuantity());
        collar = Decimals.of(rules.marketCollar());
        makerFee = Decimals.of(rules.makerFee());
        takerFee = Decimals.of(rules.takerFee());
        if (trades == 0) {
            lastPrice = Decimals.of(rules.listingPrice());
        }
    }

    String symbol() {
        return instrument.symbol();
    }

    String base() {
        return instrument.baseAsset();
    }

    String quote() {
        return instrument.quoteAsset();
    }

    static BigDecimal fee(BigDecimal value, BigDecimal rate) {
        return Decimals.roundedUp(value.multiply(rate));
    }

    static BigDecimal withFee(BigDecimal value, BigDecimal rate) {
        return value.add(fee(value, rate));
    }

    /** The lowest limit price that the band admits. */
    BigDecimal bandLow() {
        BigDecimal reach = lastPrice.multiply(Decimals.of(instrument.priceBandDown()));
        return lastPrice.subtract(Decimals.roundedDown(reach));
    }

    /** The highest limit price that the band admits. */
    BigDecimal bandHigh() {
        BigDecimal reach = lastPrice.multiply(Decimals.of(instrument.priceBandUp()));
        return lastPrice.add(Decimals.roundedDown(reach));
    }
}
