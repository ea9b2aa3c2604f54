package com.rescaleequity.account.wallet;

import org.jspecify.annotations.Nullable;

/**
 * A deposit as it stands.
 *
 * @param number its place among all transfers
 * @param amount units
 * @param createdAt epoch ms
 * @param completedAt when the journal got it, epoch ms; null until then
 * @param failed whether the core refused it
 */
public record Deposit(
        long number,
        String asset,
        String network,
        long amount,
        long createdAt,
        @Nullable Long completedAt,
        boolean failed) {

    static Deposit pending(Transfer transfer) {
        return new Deposit(
                transfer.transferNumber,
                transfer.asset,
                transfer.network,
                transfer.amount,
                transfer.createdAt,
                null,
                false);
    }

    /** The public id. */
    public String transferId() {
        return Transfer.id(number);
    }
}
