package com.rescaleequity.account.api;

import com.rescaleequity.account.wallet.AssetRules;
import com.rescaleequity.account.wallet.Deposit;
import com.rescaleequity.platform.decimal.Units;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A transfer of the wallet; a deposit of the sandbox has no address and costs nothing. */
public record TransferView(
        String transferId,
        String type,
        String asset,
        String network,
        BigDecimal amount,
        BigDecimal fee,
        BigDecimal netAmount,
        @Nullable String address,
        @Nullable String memo,
        @Nullable String txId,
        String status,
        @Nullable String statusReason,
        @Nullable String requestId,
        int confirmations,
        int requiredConfirmations,
        long createdAt,
        long updatedAt,
        @Nullable Long completedAt) {

    static TransferView of(Deposit deposit) {
        Long completed = deposit.completedAt();
        int required = AssetRules.network(deposit.asset()).confirmations();
        return new TransferView(
                deposit.transferId(),
                "deposit",
                deposit.asset(),
                deposit.network(),
                Units.toDecimal(deposit.amount()),
                BigDecimal.ZERO,
                Units.toDecimal(deposit.amount()),
                null,
                null,
                completed == null ? null : "sandbox-" + deposit.transferId(),
                deposit.failed() ? "failed" : completed == null ? "pending" : "completed",
                deposit.failed() ? "refused" : null,
                null,
                completed == null ? 0 : required,
                required,
                deposit.createdAt(),
                completed == null ? deposit.createdAt() : completed,
                completed);
    }
}
