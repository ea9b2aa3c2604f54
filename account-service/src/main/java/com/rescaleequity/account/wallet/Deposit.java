package com.rescaleequity.account.wallet;

import org.jspecify.annotations.Nullable;

/**
 * A deposit as it stands.
 *
 * @param number its place among all transfers
 * @param amount units
 * @param createdAt epoch ms
 * @param completedAt when the journal got it, epoch ms; null until then
 */
public record Deposit(
        long number,
        String asset,
        String network,
        long amount,
        long createdAt,
        @Nullable Long completedAt) {

    static Deposit pending(Transfer transfer) {
        return new Deposit(
                transfer.transferNumber,
                transfer.asset,
                transfer.network,
                transfer.amount,
                transfer.createdAt,
                null);
    }

    /** The public id. */
    public String transferId() {
        return Transfer.id(number);
    }
}
