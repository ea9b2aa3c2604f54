package com.rescaleequity.account.wallet;

import com.rescaleequity.platform.auth.Signatures;
import com.rescaleequity.platform.environment.Environment;
import io.quarkus.arc.lookup.LookupIfProperty;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Carries nothing anywhere, as the label of the address says: {@code sandbox:fail} ends in failure,
 * {@code sandbox:hold} is never taken, everything else arrives ten seconds after it was asked for.
 */
@LookupIfProperty(name = Environment.SETTING, stringValue = Environment.SANDBOX)
@ApplicationScoped
class SimulatedSettlement implements SettlementProvider {

    private static final String FAILING = "sandbox:fail";
    private static final String HELD = "sandbox:hold";
    private static final long TAKES_MILLIS = Duration.ofSeconds(10).toMillis();

    private final Clock clock;

    SimulatedSettlement(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean takes(Payout payout) {
        return !payout.label().equals(HELD);
    }

    @Override
    public Uni<Void> submit(Payout payout) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Progress> progress(Payout payout) {
        return Uni.createFrom().item(now(payout));
    }

    private Progress now(Payout payout) {
        if (clock.millis() < payout.createdAt() + TAKES_MILLIS) {
            return new Progress.UnderWay();
        }
        if (payout.label().equals(FAILING)) {
            return new Progress.Failed("The address's label says so.");
        }
        String seed = payout.transferId() + ' ' + payout.network() + ' ' + payout.createdAt();
        return new Progress.Arrived(HexFormat.of().formatHex(Signatures.keyHash(seed)));
    }
}
