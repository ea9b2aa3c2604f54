package com.rescaleequity.platform.assets;

import java.math.BigDecimal;
import java.util.List;

/** An asset and how it can be moved in and out. */
public record ListedAsset(
        String asset,
        String name,
        String type,
        int precision,
        String status,
        boolean depositEnabled,
        boolean withdrawEnabled,
        List<Network> networks) {

    /** One way in and out. */
    public record Network(
            String network,
            boolean depositEnabled,
            boolean withdrawEnabled,
            int confirmations,
            BigDecimal minDeposit,
            BigDecimal minWithdrawal,
            BigDecimal maxWithdrawal,
            BigDecimal withdrawalFee,
            int withdrawalPrecision,
            boolean memoRequired) {}
}
