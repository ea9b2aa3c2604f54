package com.rescaleequity.account.api;

import com.rescaleequity.account.fees.AssignedFees;
import com.rescaleequity.platform.view.AccountIds;
import java.math.BigDecimal;

/** An account's fee tier, as the operator's call answers. */
record AssignedFeesView(
        String accountId,
        String tier,
        BigDecimal makerShare,
        BigDecimal takerShare,
        boolean pending) {

    static AssignedFeesView of(AssignedFees fees) {
        return new AssignedFeesView(
                AccountIds.text(fees.accountId()),
                fees.tier().name(),
                fees.tier().makerShare(),
                fees.tier().takerShare(),
                fees.pending());
    }
}
