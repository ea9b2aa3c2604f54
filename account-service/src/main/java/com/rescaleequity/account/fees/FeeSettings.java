package com.rescaleequity.account.fees;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.math.BigDecimal;
import java.util.Map;

/** The fee tiers by name. */
@ConfigMapping(prefix = "exchange.fee-tiers")
public interface FeeSettings {

    @WithParentName
    Map<String, Shares> tiers();

    /** Which fractions of an instrument's rates are paid, from 0 to 1. */
    interface Shares {

        BigDecimal makerShare();

        BigDecimal takerShare();
    }
}
