package com.rescaleequity.platform.testing;

import com.rescaleequity.platform.maintenance.Maintenance;
import com.rescaleequity.protocol.Topics;
import com.rescaleequity.protocol.market.ExchangeState;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Puts the exchange into maintenance as market-service would, for tests of the other services, and
 * ends it when it is closed.
 */
public final class TestMaintenance implements AutoCloseable {

    private static final String MESSAGE = "Disks are changed.";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Maintenance hearing;

    /** Maintenance of which the service under test has heard. */
    public TestMaintenance(Maintenance hearing) {
        this.hearing = hearing;
        put(ExchangeState.newBuilder().setMaintenance(true).setMessage(MESSAGE));
    }

    /** What users are told of it. */
    public String message() {
        return MESSAGE;
    }

    @Override
    public void close() {
        put(ExchangeState.newBuilder());
    }

    private void put(ExchangeState.Builder wanted) {
        long before = hearing.state().getUpdatedAt();
        ExchangeState state =
                wanted.setUpdatedAt(Math.max(before + 1, System.currentTimeMillis())).build();
        TestKeys.send(Topics.MARKET_EXCHANGE, "exchange", state.toByteArray());
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!hearing.state().equals(state)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Nobody has heard of " + state);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
