package com.rescaleequity.account.api;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A transfer of the wallet; a deposit of the sandbox costs nothing. */
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
        @Nullable Long completedAt) {}
