package com.rescaleequity.order.engine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the core's host. */
@ConfigMapping(prefix = "exchange.engine")
public interface EngineSettings {

    /** How long a call waits for its outcome before it answers EXECUTION_UNKNOWN, ms. */
    @WithDefault("5000")
    long replyTimeoutMs();

    /**
     * How long a call may wait for the log and the core, ms, when more come than they get done:
     * fewer are let in then, others are refused with 503, creates first.
     */
    @WithDefault("100")
    long lagTargetMs();

    /**
     * How long the oldest call under way may have waited before new orders are refused with 503,
     * ms: this replica is behind its log then. Cancels are still taken.
     */
    @WithDefault("2000")
    long lagBudgetMs();

    /** Most calls under way in this replica, however quickly they come back. */
    @WithDefault("8192")
    int maxInFlight();

    /** Room for cancels above what others have, so that a client can always get out. */
    @WithDefault("2048")
    int cancelReserve();

    /** Most calls of one account under way. */
    @WithDefault("2048")
    int maxInFlightPerAccount();

    /** Commands between two snapshots of the core. */
    @WithDefault("200000")
    long snapshotEvery();

    /** Most bytes of a snapshot, unpacked; above half of it an operator is told. */
    @WithDefault("268435456")
    long snapshotLimitBytes();

    /** So many accounts in the core are told to an operator: about 650 bytes each. */
    @WithDefault("200000")
    long accountsAlarm();

    /** Events in one frame before it is closed at the next command's end. */
    @WithDefault("500")
    int maxEventsPerFrame();
}
