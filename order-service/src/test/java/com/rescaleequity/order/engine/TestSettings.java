package com.rescaleequity.order.engine;

import com.rescaleequity.platform.auth.WrappingKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;

/** The engine's defaults, but for what a test plants. */
record TestSettings(
        long replyTimeoutMs,
        long lagBudgetMs,
        int maxInFlight,
        int cancelReserve,
        int maxInFlightPerAccount,
        int maxEventsPerFrame,
        long snapshotEvery,
        long snapshotLimitBytes,
        long testingDivergeAt)
        implements EngineSettings {

    static TestSettings divergingAt(long commandOffset) {
        return new TestSettings(5000, 2000, 1000, 100, 1000, 500, 200_000, 1 << 28, commandOffset);
    }

    /** Keys from a file of its own, as a service has them; the same for the same seed. */
    static WrappingKeys keys(int seed) {
        try {
            Path file = Files.createTempFile("wrapping", ".key");
            byte[] key = new byte[32];
            Arrays.fill(key, (byte) seed);
            Files.writeString(file, Base64.getEncoder().encodeToString(key));
            return new WrappingKeys(file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
