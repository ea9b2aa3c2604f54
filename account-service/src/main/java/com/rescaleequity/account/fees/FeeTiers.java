package com.rescaleequity.account.fees;

import com.rescaleequity.platform.decimal.Units;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The fee tiers that there are. A tier that vanished from the settings costs as the standard. */
@ApplicationScoped
public class FeeTiers {

    private final Map<String, FeeTier> tiers = new TreeMap<>();
    private final FeeTier standard;

    public FeeTiers(FeeSettings settings) {
        settings.tiers()
                .forEach((name, shares) ->
                        tiers.put(
                                name,
                                new FeeTier(
                                        name,
                                        share(name, shares.makerShare()),
                                        share(name, shares.takerShare()))));
        FeeTier found = tiers.get(FeeTier.STANDARD);
        if (found == null) {
            throw new IllegalStateException("exchange.fee-tiers has no tier standard");
        }
        standard = found;
    }

    /** All tiers by name. */
    public Map<String, FeeTier> all() {
        return Collections.unmodifiableMap(tiers);
    }

    /** One tier. */
    public FeeTier named(String name) {
        return tiers.getOrDefault(name, standard);
    }

    private static BigDecimal share(String tier, BigDecimal share) {
        if (share.signum() < 0
                || share.compareTo(BigDecimal.ONE) > 0
                || share.stripTrailingZeros().scale() > Units.SCALE) {
            throw new IllegalStateException(
                    "exchange.fee-tiers.%s: a share is from 0 to 1, at most %d decimals"
                            .formatted(tier, Units.SCALE));
        }
        return share;
    }
}
