package com.rescaleequity.account.api;

import com.rescaleequity.account.wallet.AssetRules;
import com.rescaleequity.account.wallet.Deposit;
import com.rescaleequity.account.wallet.WithdrawalDetails;
import com.rescaleequity.platform.decimal.Units;
import jakarta.inject.Singleton;
import java.math.BigDecimal;

/** Shows deposits and withdrawals in their one form. */
@Singleton
class TransferViews {

    private final AssetRules assets;

    TransferViews(AssetRules assets) {
        this.assets = assets;
    }

    /** A deposit; one of the sandbox comes from nowhere. */
    TransferView of(Deposit deposit) {
        Long completed = deposit.completedAt();
        int required = assets.network(deposit.asset()).confirmations();
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

    /** A withdrawal. */
    TransferView of(WithdrawalDetails withdrawal) {
        int required = assets.network(withdrawal.asset()).confirmations();
        boolean arrived = withdrawal.status().equals("completed");
        return new TransferView(
                withdrawal.transferId(),
                "withdrawal",
                withdrawal.asset(),
                withdrawal.network(),
                Units.toDecimal(withdrawal.amount()),
                Units.toDecimal(withdrawal.fee()),
                Units.toDecimal(withdrawal.amount() - withdrawal.fee()),
                withdrawal.address(),
                withdrawal.memo(),
                withdrawal.txId(),
                withdrawal.status(),
                withdrawal.status().equals("pending") && withdrawal.approval().equals("waiting")
                        ? "approval"
                        : withdrawal.reason(),
                withdrawal.requestId(),
                arrived ? required : 0,
                required,
                withdrawal.createdAt(),
                withdrawal.updatedAt(),
                withdrawal.completedAt());
    }
}
