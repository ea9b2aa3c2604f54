package com.rescaleequity.account.api;

import com.rescaleequity.account.ledger.AccountBalance;
import com.rescaleequity.account.valuation.LastPrices;
import com.rescaleequity.platform.decimal.Units;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What an account has of one asset; total = available + reserved. */
public record BalanceView(
        String asset, BigDecimal total, BigDecimal available, BigDecimal reserved) {

    static BalanceView of(AccountBalance balance) {
        return new BalanceView(
                balance.asset(),
                Units.toDecimal(balance.total()),
                Units.toDecimal(balance.available()),
                Units.toDecimal(balance.held()));
    }

    static BalanceView empty(String asset) {
        return new BalanceView(asset, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    /** Cash first, also when there is none, then the rest in the order given. */
    static List<BalanceView> all(List<AccountBalance> balances) {
        List<BalanceView> views = new ArrayList<>();
        views.add(empty(LastPrices.CURRENCY));
        for (AccountBalance balance : balances) {
            if (balance.asset().equals(LastPrices.CURRENCY)) {
                views.set(0, of(balance));
            } else {
                views.add(of(balance));
            }
        }
        return views;
    }
}
