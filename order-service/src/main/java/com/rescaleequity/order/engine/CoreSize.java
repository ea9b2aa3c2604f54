package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.TradingCore;
import io.micrometer.core.instrument.Metrics;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Shows what of the core grows by what clients do. What is remembered has a bound; accounts have
 * none, since each may hold money, so an operator is told of too many long before they hurt. For
 * the core's thread.
 */
final class CoreSize {

    private static final Logger LOG = Logger.getLogger(CoreSize.class);

    private final AtomicLong accounts = new AtomicLong();
    private final AtomicLong rememberedBytes = new AtomicLong();
    private long alarmAt;

    /**
     * The size of one core.
     *
     * @param alarmAt so many accounts are told of, and again whenever they have doubled
     */
    CoreSize(long alarmAt) {
        this.alarmAt = alarmAt;
        Metrics.gauge("exchange.core.accounts", accounts);
        Metrics.gauge("exchange.core.remembered.bytes", rememberedBytes);
    }

    void note(TradingCore core) {
        accounts.set(core.accountCount());
        rememberedBytes.set(core.rememberedBytes());
        if (accounts.get() >= alarmAt) {
            LOG.errorf(
                    "The core knows %d accounts, for ever: see docs/runbook.md, \"The core's state is too large\"",
                    accounts.get());
            while (accounts.get() >= alarmAt) {
                alarmAt *= 2;
            }
        }
    }
}
