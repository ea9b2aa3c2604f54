package com.rescaleequity.account.api;

import com.rescaleequity.account.fees.FeeTier;
import com.rescaleequity.account.ledger.LedgerMarket;
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

    private static final long MAKER_FEE = Units.of("0.001");
    private static final long TAKER_FEE = Units.of("0.002");

    /** The rates of one market. */
    public record SymbolFees(String symbol, BigDecimal makerFee, BigDecimal takerFee) {}

    static FeesView of(
            FeeTier tier,
            Collection<LedgerMarket> all,
            Collection<LedgerMarket> shown,
            BigDecimal volume) {
        return new FeesView(
                tier.name(),
                makerFee(tier, all),
                takerFee(tier, all),
                volume,
                shown.stream()
                        .sorted(Comparator.comparing(LedgerMarket::symbol))
                        .map(market -> ofMarket(tier, market))
                        .toList());
    }

    /** The published rate while nothing is listed. */
    static BigDecimal makerFee(FeeTier tier, Collection<LedgerMarket> markets) {
        return markets.stream()
                .map(market -> tier.makerFee(market.makerFee(), market.takerFee()))
                .max(Comparator.naturalOrder())
                .orElseGet(() -> tier.makerFee(MAKER_FEE, TAKER_FEE));
    }

    /** The published rate while nothing is listed. */
    static BigDecimal takerFee(FeeTier tier, Collection<LedgerMarket> markets) {
        return markets.stream()
                .map(market -> tier.takerFee(market.takerFee()))
                .max(Comparator.naturalOrder())
                .orElseGet(() -> tier.takerFee(TAKER_FEE));
    }

    private static SymbolFees ofMarket(FeeTier tier, LedgerMarket market) {
        return new SymbolFees(
                market.symbol(),
                tier.makerFee(market.makerFee(), market.takerFee()),
                tier.takerFee(market.takerFee()));
    }
}
