package com.rescaleequity.account.api;

import com.rescaleequity.account.ledger.Market;
import com.rescaleequity.platform.decimal.Units;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What trading costs an account; the account-wide rates are the highest of any market. */
public record FeesView(
        String tier,
        BigDecimal makerFee,
        BigDecimal takerFee,
        BigDecimal volume30d,
        List<SymbolFees> symbols) {

    /** The only fee tier there is. */
    static final String TIER = "standard";

    private static final long MAKER_FEE = Units.of("0.001");
    private static final long TAKER_FEE = Units.of("0.002");

    /** The rates of one market. */
    public record SymbolFees(String symbol, BigDecimal makerFee, BigDecimal takerFee) {}

    static FeesView of(Collection<Market> all, Collection<Market> shown, long volume) {
        return new FeesView(
                TIER,
                Units.toDecimal(makerFee(all)),
                Units.toDecimal(takerFee(all)),
                Units.toDecimal(volume),
                shown.stream()
                        .sorted(Comparator.comparing(Market::symbol))
                        .map(market ->
                                new SymbolFees(
                                        market.symbol(),
                                        Units.toDecimal(market.makerFee()),
                                        Units.toDecimal(market.takerFee())))
                        .toList());
    }

    /** Units; the published rate while nothing is listed. */
    static long makerFee(Collection<Market> markets) {
        return markets.stream().mapToLong(Market::makerFee).max().orElse(MAKER_FEE);
    }

    /** Units; the published rate while nothing is listed. */
    static long takerFee(Collection<Market> markets) {
        return markets.stream().mapToLong(Market::takerFee).max().orElse(TAKER_FEE);
    }
}
