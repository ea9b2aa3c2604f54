package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.order.trading.message.MarketState;
import com.rescaleequity.order.trading.message.SelfTradePrevention;
import java.math.BigDecimal;

/** Instruments and decimals for tests. */
final class Instruments {

    private Instruments() {}

    /** BTCUSD as the local exchange lists it, with a listing price of 100 for short numbers. */
    static Instrument bitcoin() {
        return bitcoin(MarketState.TRADING, "0.01");
    }

    static Instrument bitcoin(MarketState state, String tickSize) {
        return new Instrument(
                "BTCUSD",
                "Bitcoin / US Dollar",
                "BTC",
                "USD",
                "crypto",
                state,
                units(tickSize),
                units("0.00001"),
                units("0.00001"),
                units("1000"),
                units("100"),
                units("1"),
                units("10000000"),
                units("0.01"),
                units("10000000"),
                units("0.2"),
                units("0.2"),
                units("0.05"),
                units("0.001"),
                units("0.002"),
                SelfTradePrevention.CANCEL_NEWEST,
                5,
                3,
                units("100"),
                0);
    }

    /** Narrow rules and odd fees, so that random orders meet every bound and every rounding. */
    static Instrument narrow(String symbol, String base) {
        return new Instrument(
                symbol,
                base,
                base,
                "USD",
                "crypto",
                MarketState.TRADING,
                units("0.01"),
                units("0.001"),
                units("0.002"),
                units("0.06"),
                units("0.04"),
                units("0.003"),
                units("0.06"),
                units("0.5"),
                units("2"),
                units("0.151"),
                units("0.173"),
                units("0.0333"),
                units("0.00123"),
                units("0.00217"),
                SelfTradePrevention.CANCEL_NEWEST,
                6,
                4,
                units("1"),
                0);
    }

    /** The same rules with another default against self-trades. */
    static Instrument withDefault(Instrument rules, SelfTradePrevention mode) {
        return with(rules, mode, rules.makerFee(), rules.takerFee());
    }

    /** The same rules with other fees. */
    static Instrument withFees(Instrument rules, String maker, String taker) {
        return with(rules, rules.defaultSelfTradePrevention(), units(maker), units(taker));
    }

    private static Instrument with(
            Instrument rules, SelfTradePrevention mode, long makerFee, long takerFee) {
        return new Instrument(
                rules.symbol(),
                rules.name(),
                rules.baseAsset(),
                rules.quoteAsset(),
                rules.assetClass(),
                rules.state(),
                rules.tickSize(),
                rules.lotSize(),
                rules.minQuantity(),
                rules.maxQuantity(),
                rules.maxMarketQuantity(),
                rules.minNotional(),
                rules.maxNotional(),
                rules.minPrice(),
                rules.maxPrice(),
                rules.priceBandUp(),
                rules.priceBandDown(),
                rules.marketCollar(),
                makerFee,
                takerFee,
                mode,
                rules.maxOpenOrders(),
                rules.maxStopOrders(),
                rules.listingPrice(),
                rules.listedAt());
    }

    static long units(String decimal) {
        return new BigDecimal(decimal).movePointRight(8).longValueExact();
    }

    /** Plain text of a count of units. */
    static String text(long units) {
        BigDecimal decimal = BigDecimal.valueOf(units, 8).stripTrailingZeros();
        return decimal.signum() == 0 ? "0" : decimal.toPlainString();
    }
}
