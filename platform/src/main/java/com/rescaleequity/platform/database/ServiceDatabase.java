package com.rescaleequity.platform.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Opens connections to the service's own database beside its pool: for threads that block, and for
 * sessions whose end must mean something, such as one that holds a lock. No answer is awaited for
 * longer than 15 seconds; a connection that did not answer in time is closed, and with it goes all
 * that its session held.
 */
@ApplicationScoped
public class ServiceDatabase {

    private static final String REACTIVE_PREFIX = "vertx-reactive:";
    private static final String CONNECT_SECONDS = "5";
    private static final String ANSWER_SECONDS = "15";
    private static final String TIME_LIMITS = "-c statement_timeout=10000 -c lock_timeout=5000";

    static {
        try {
            // It registers itself; the driver manager finds only what its own loader has seen.
            Class.forName("org.postgresql.Driver");
        } catch (ClassNotFoundException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Optional<String> url;
    private final Optional<String> user;
    private final Optional<String> password;
    private final Optional<String> sslMode;

    public ServiceDatabase(
            @ConfigProperty(name = "quarkus.datasource.reactive.url") Optional<String> url,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password,
            @ConfigProperty(name = "quarkus.datasource.reactive.postgresql.ssl-mode")
                    Optional<String> sslMode) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.sslMode = sslMode;
    }

    /** A new connection, which the caller closes. */
    public Connection connect() throws SQLException {
        Properties settings = new Properties();
        user.ifPresent(name -> settings.setProperty("user", name));
        password.ifPresent(secret -> settings.setProperty("password", secret));
        sslMode.ifPresent(mode -> settings.setProperty("sslmode", mode));
        settings.setProperty("connectTimeout", CONNECT_SECONDS);
        settings.setProperty("loginTimeout", CONNECT_SECONDS);
        settings.setProperty("socketTimeout", ANSWER_SECONDS);
        settings.setProperty("tcpKeepAlive", "true");
        settings.setProperty("options", TIME_LIMITS);
        String address = url.orElseThrow(() -> new SQLException("This service has no database"));
        String jdbc =
                "jdbc:"
                        + (address.startsWith(REACTIVE_PREFIX)
                                ? address.substring(REACTIVE_PREFIX.length())
                                : address);
        return DriverManager.getConnection(jdbc, settings);
    }
}
