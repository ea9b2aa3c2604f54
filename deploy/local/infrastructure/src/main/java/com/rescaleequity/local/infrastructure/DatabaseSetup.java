package com.rescaleequity.local.infrastructure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes databases and their roles; whatever is there already stays, with its password renewed. */
record DatabaseSetup(Connection connection) {

    void create(String name, String ownerPassword, String appPassword) throws SQLException {
        if (!name.matches("[a-z][a-z_]{0,40}")) {
            throw new IllegalArgumentException("Not a database name: " + name);
        }
        String owner = name + "_owner";
        String app = name + "_app";
        role(owner, ownerPassword);
        role(app, appPassword);
        execute("ALTER ROLE " + app + " SET statement_timeout = '30s'");
        execute("ALTER ROLE " + app + " SET lock_timeout = '10s'");
        execute("ALTER ROLE " + app + " SET idle_in_transaction_session_timeout = '30s'");
        if (!exists("SELECT 1 FROM pg_database WHERE datname = ?", name)) {
            execute("CREATE DATABASE " + name + " OWNER " + owner);
        }
        execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
        execute("GRANT CONNECT ON DATABASE " + name + " TO " + app);
    }

    private void role(String name, String password) throws SQLException {
        String verb = exists("SELECT 1 FROM pg_roles WHERE rolname = ?", name) ? "ALTER" : "CREATE";
        String quoted = "'" + password.replace("'", "''") + "'";
        execute(verb + " ROLE " + name + " LOGIN PASSWORD " + quoted);
    }

    private boolean exists(String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
