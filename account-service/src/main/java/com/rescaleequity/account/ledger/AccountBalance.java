package com.rescaleequity.account.ledger;

import java.math.BigDecimal;

/**
 * What an account has of an asset.
 *
 * @param total units, from the journal
 * @param held units that open orders hold, from the core; part of the total
 * @param averageCost account currency per whole asset, 0 for the currency itself
 * @param updatedAt epoch ms
 */
public record AccountBalance(
        String asset, long total, long held, BigDecimal averageCost, long updatedAt) {

    static AccountBalance empty(String asset) {
        return new AccountBalance(asset, 0, 0, BigDecimal.ZERO, 0);
    }

    /** Units that can be spent. */
    public long available() {
        return total - held;
    }

    AccountBalance posted(long amount, long time) {
        long after = Math.addExact(total, amount);
        return new AccountBalance(
                asset, after, held, after == 0 ? BigDecimal.ZERO : averageCost, time);
    }

    AccountBalance bought(long quantity, BigDecimal cost) {
        return new AccountBalance(
                asset,
                total,
                held,
                AverageCost.after(averageCost, total, quantity, cost),
                updatedAt);
    }

    AccountBalance holding(long nowHeld, long time) {
        return new AccountBalance(asset, total, nowHeld, averageCost, time);
    }
}
