package com.rescaleequity.order.engine;

import com.rescaleequity.platform.auth.WrappingKeys;
import com.rescaleequity.platform.database.ServiceDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The engine's settings in tests. */
record TestSettings(
        long replyTimeoutMs,
        long lagTargetMs,
        long lagBudgetMs,
        int maxInFlight,
        int cancelReserve,
        int maxInFlightPerAccount,
        int maxEventsPerFrame,
        long snapshotEvery,
        long snapshotLimitBytes,
        long accountsAlarm)
        implements EngineSettings {

    static TestSettings usual() {
        return new TestSettings(5000, 100, 2000, 1000, 100, 1000, 500, 200_000, 1 << 28, 1_000_000);
    }

    /** The store of a service that has these settings and the keys of a seed. */
    static SnapshotStore store(Map<String, String> settings, int seed) {
        return new SnapshotStore(database(settings), keys(seed));
    }

    /** The database of these settings, in the service's own role. */
    static ServiceDatabase database(Map<String, String> settings) {
        return new ServiceDatabase(
                Optional.of(settings.get("quarkus.datasource.reactive.url")),
                Optional.of(settings.get("quarkus.datasource.username")),
                Optional.of(settings.get("quarkus.datasource.password")),
                Optional.empty());
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
