package com.rescaleequity.local.infrastructure;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Where a PostgreSQL server of this machine answers, and with which superuser's password.
 *
 * @param port its port on 127.0.0.1
 * @param password the superuser's
 */
public record PostgresAddress(int port, String password) {

    static final String SUPERUSER = "postgres";

    /**
     * Makes a database with its two roles unless they are there: {@code <name>_owner}, who owns it
     * and migrates, and {@code <name>_app}, who works in it. Passwords are set in any case.
     */
    public void createDatabase(String name, String ownerPassword, String appPassword) {
        try (Connection connection = connect(jdbcUrl(SUPERUSER))) {
            new DatabaseSetup(connection).create(name, ownerPassword, appPassword);
        } catch (SQLException e) {
            throw new IllegalStateException("Database " + name + " could not be made", e);
        }
    }

    /** Looks once whether the server takes connections. */
    boolean answers() {
        try (Connection connection = connect(jdbcUrl(SUPERUSER) + "?loginTimeout=10")) {
            return connection.isValid(10);
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, SUPERUSER, password);
    }

    /** For JDBC, which only migrations and tests use. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    /** For the reactive client, which the services use. */
    public String reactiveUrl(String database) {
        return "postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }
}
