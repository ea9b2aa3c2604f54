package com.rescaleequity.account.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** Looks into the service's database from outside. */
public final class Database {

    private Database() {}

    /** A connection with the service's own rights. */
    public static Connection asService() throws SQLException {
        return connect("account_service_app", "app");
    }

    /** A connection with the rights of migrations. */
    public static Connection asOwner() throws SQLException {
        return connect("account_service_owner", "owner");
    }

    /** The first column of a query's rows, as text. */
    public static List<String> column(String sql) {
        try (Connection connection = asOwner();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a statement as owner. */
    public static void run(String sql) {
        try (Connection connection = asOwner();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connect(String user, String password) throws SQLException {
        String url =
                ConfigProvider.getConfig()
                        .getValue("quarkus.datasource.reactive.url", String.class);
        return DriverManager.getConnection("jdbc:" + url, user, password);
    }
}
