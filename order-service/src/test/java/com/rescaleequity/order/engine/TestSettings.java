package com.rescaleequity.order.engine;

/** The engine's defaults, but for what a test plants. */
record TestSettings(
        long replyTimeoutMs,
        long lagBudgetMs,
        int maxInFlight,
        int cancelReserve,
        int maxInFlightPerAccount,
        int maxEventsPerFrame,
        long snapshotEvery,
        long testingDivergeAt)
        implements EngineSettings {

    static TestSettings divergingAt(long commandOffset) {
        return new TestSettings(5000, 2000, 1000, 100, 1000, 500, 200_000, commandOffset);
    }
}
