package com.rescaleequity.account.api;

import com.rescaleequity.account.accounts.Account;
import com.rescaleequity.account.accounts.AccountStatus;
import com.rescaleequity.account.fees.FeeTier;
import com.rescaleequity.account.ledger.AccountBalance;
import com.rescaleequity.account.ledger.LedgerMarket;
import com.rescaleequity.account.valuation.Holding;
import com.rescaleequity.account.valuation.LastPrices;
import com.rescaleequity.platform.view.AccountIds;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An account as {@code GET /account} shows it; the published fields come first. */
public record AccountView(
        BigDecimal totalBalance,
        BigDecimal availableBalance,
        BigDecimal reservedBalance,
        List<HoldingView> holdings,
        String accountId,
        String currency,
        BigDecimal equity,
        BigDecimal holdingsValue,
        BigDecimal unrealizedGain,
        List<BalanceView> balances,
        String status,
        boolean canTrade,
        boolean canWithdraw,
        boolean canDeposit,
        String feeTier,
        BigDecimal makerFee,
        BigDecimal takerFee,
        long updatedAt) {

    /** A position; the published fields come first. */
    public record HoldingView(
            String symbol,
            BigDecimal quantity,
            BigDecimal avgCost,
            BigDecimal currentPrice,
            BigDecimal unrealizedGain,
            BigDecimal available,
            BigDecimal reserved,
            BigDecimal marketValue,
            BigDecimal costBasis,
            @Nullable BigDecimal unrealizedGainPercent) {

        static HoldingView of(Holding holding) {
            return new HoldingView(
                    holding.asset(),
                    holding.quantity(),
                    holding.averageCost(),
                    holding.currentPrice(),
                    holding.unrealizedGain(),
                    holding.available(),
                    holding.reserved(),
                    holding.marketValue(),
                    holding.costBasis(),
                    holding.unrealizedGainPercent());
        }
    }

    /** Everything that an account has. */
    static AccountView of(
            Account account,
            FeeTier tier,
            List<AccountBalance> balances,
            LastPrices prices,
            Collection<LedgerMarket> markets) {
        List<BalanceView> views = BalanceView.all(balances);
        BalanceView cash = views.getFirst();
        List<Holding> holdings =
                balances.stream()
                        .filter(b -> !b.asset().equals(LastPrices.CURRENCY) && b.total() != 0)
                        .map(b -> Holding.of(b, prices.of(b.asset())))
                        .toList();
        BigDecimal worth = sum(holdings.stream().map(Holding::marketValue).toList());
        AccountStatus may = account.mayDo();
        return new AccountView(
                cash.total(),
                cash.available(),
                cash.reserved(),
                holdings.stream().map(HoldingView::of).toList(),
                AccountIds.text(account.accountId),
                LastPrices.CURRENCY,
                cash.total().add(worth),
                worth,
                sum(holdings.stream().map(Holding::unrealizedGain).toList()),
                views,
                account.status,
                may.canTrade(),
                may.canWithdraw(),
                may.canDeposit(),
                tier.name(),
                FeesView.makerFee(tier, markets),
                FeesView.takerFee(tier, markets),
                balances.stream()
                        .mapToLong(AccountBalance::updatedAt)
                        .max()
                        .orElse(account.createdAt));
    }

    private static BigDecimal sum(List<BigDecimal> values) {
        return values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
