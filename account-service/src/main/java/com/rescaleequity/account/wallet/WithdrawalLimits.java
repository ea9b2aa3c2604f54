package com.rescaleequity.account.wallet;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;

/** How much may go out, in the account currency. */
@ConfigMapping(prefix = "exchange.withdrawals")
public interface WithdrawalLimits {

    /** The most that an account may withdraw in 24 hours. */
    @WithDefault("500000")
    BigDecimal dayLimit();

    /** From which value on an operator has to approve. */
    @WithDefault("100000")
    BigDecimal approvalFrom();
}
