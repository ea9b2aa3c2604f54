package com.rescaleequity.order.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.eclipse.microprofile.config.ConfigProvider;

/** Changes the service's database from outside. */
public final class Database {

    private Database() {}

    /** Runs statements with the rights of migrations. */
    public static void run(String sql) {
        String url =
                ConfigProvider.getConfig()
                        .getValue("quarkus.datasource.reactive.url", String.class);
        try (Connection connection =
                        DriverManager.getConnection("jdbc:" + url, "order_service_owner", "owner");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
