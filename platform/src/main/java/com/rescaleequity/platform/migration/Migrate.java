package com.rescaleequity.platform.migration;

import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/**
 * Runs a service's Flyway scripts as the database's owner. Settings come from the environment:
 * {@code MIGRATION_JDBC_URL}, {@code MIGRATION_USERNAME}, {@code MIGRATION_PASSWORD}, {@code
 * MIGRATION_APP_ROLE} and {@code MIGRATION_LOCATIONS} ({@code classpath:db/migration}).
 */
public final class Migrate {

    private static final Logger LOG = Logger.getLogger(Migrate.class);
    private static final int CONNECT_RETRIES = 60;

    /**
     * What to migrate and as whom.
     *
     * @param jdbcUrl the database
     * @param username the role that owns it
     * @param password that role's
     * @param appRole the role that works in it: scripts grant to it as {@code ${app_role}}
     * @param locations where the scripts lie, as Flyway writes it, several parted by commas
     */
    public record Settings(
            String jdbcUrl, String username, String password, String appRole, String locations) {}

    private Migrate() {}

    /** Takes no arguments; see the class for the environment. */
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        int scripts =
                migrate(
                        new Settings(
                                required(environment, "MIGRATION_JDBC_URL"),
                                required(environment, "MIGRATION_USERNAME"),
                                required(environment, "MIGRATION_PASSWORD"),
                                required(environment, "MIGRATION_APP_ROLE"),
                                environment.getOrDefault(
                                        "MIGRATION_LOCATIONS", "classpath:db/migration")));
        LOG.infof("Ran %d migration scripts", scripts);
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is not set");
        }
        return value;
    }

    /** Returns how many scripts it ran; a database that is up to date stays untouched. */
    public static int migrate(Settings settings) {
        return Flyway.configure()
                .dataSource(settings.jdbcUrl(), settings.username(), settings.password())
                .locations(settings.locations().split(","))
                .failOnMissingLocations(true)
                .placeholders(Map.of("app_role", settings.appRole()))
                .connectRetries(CONNECT_RETRIES)
                .connectRetriesInterval(1)
                .cleanDisabled(true)
                .load()
                .migrate()
                .migrationsExecuted;
    }
}
