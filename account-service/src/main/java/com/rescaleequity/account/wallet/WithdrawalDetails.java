package com.rescaleequity.account.wallet;

import org.jspecify.annotations.Nullable;

/**
 * A withdrawal as it stands.
 *
 * @param number its place among all transfers
 * @param memo null = none
 * @param amount units, with the fee in it
 * @param fee units
 * @param status as the contract calls it
 * @param reason null = none
 * @param txId its name on its network, null until it has one
 * @param approval none, waiting, or who decided
 * @param createdAt epoch ms
 * @param updatedAt epoch ms
 * @param completedAt epoch ms; null until it has ended
 */
public record WithdrawalDetails(
        long number,
        long accountId,
        String asset,
        String network,
        String address,
        @Nullable String memo,
        long amount,
        long fee,
        String status,
        @Nullable String reason,
        @Nullable String txId,
        String requestId,
        String approval,
        long createdAt,
        long updatedAt,
        @Nullable Long completedAt) {

    static WithdrawalDetails of(Withdrawal withdrawal) {
        return new WithdrawalDetails(
                withdrawal.transferNumber,
                withdrawal.accountId,
                withdrawal.asset,
                withdrawal.network,
                withdrawal.address,
                orNull(withdrawal.memo),
                withdrawal.amount,
                withdrawal.fee,
                status(withdrawal.state),
                orNull(withdrawal.reason),
                orNull(withdrawal.txId),
                withdrawal.requestId,
                withdrawal.approval,
                withdrawal.createdAt,
                withdrawal.updatedAt,
                withdrawal.completedAt == 0 ? null : withdrawal.completedAt);
    }

    /** That the core has yet to answer concerns nobody outside. */
    static String status(String state) {
        return state.equals(Withdrawal.State.REQUESTED.text())
                ? Withdrawal.State.PENDING.text()
                : state;
    }

    static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** The public id. */
    public String transferId() {
        return Withdrawal.PREFIX + number;
    }
}
