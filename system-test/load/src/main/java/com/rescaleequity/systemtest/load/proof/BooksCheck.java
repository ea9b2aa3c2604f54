package com.rescaleequity.systemtest.load.proof;

import com.rescaleequity.local.infrastructure.PostgresAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** Checks by SQL, beside the services, that money, journal and orders agree. */
public final class BooksCheck {

    /** Every query must find nothing. */
    private static final List<String> ACCOUNT_VIOLATIONS =
            List.of(
                    // Entries are whole and sum to zero.
                    "select entry_id, fault from journal_fault",
                    // Money is conserved per asset.
                    "select asset, sum(amount) from posting group by asset having sum(amount) <> 0",
                    // Balances are the sums of their postings.
                    """
                    select b.account_id, b.asset, b.total, sum(p.amount) from balance b
                    left join posting p on p.account_id = b.account_id and p.asset = b.asset
                    group by b.account_id, b.asset, b.total
                    having b.total <> coalesce(sum(p.amount), 0)
                    """,
                    "select account_id, asset from balance where total < 0 or held < 0 or held > total",
                    // Every trade is settled once.
                    """
                    select symbol, reference_id, count(*) from journal_entry where kind = 'trade'
                    group by symbol, reference_id having count(*) <> 1
                    """);

    private static final List<String> ORDER_VIOLATIONS =
            List.of(
                    """
                    select o.order_id, o.filled_quantity, sum(f.quantity) from orders o
                    left join fills f using (order_id)
                    group by o.order_id, o.filled_quantity
                    having o.filled_quantity <> coalesce(sum(f.quantity), 0)
                    """,
                    // Both legs of a trade are there, equal.
                    """
                    select symbol, trade_id, count(*) from fills group by symbol, trade_id
                    having count(*) <> 2 or count(distinct quantity) <> 1
                    """);

    private BooksCheck() {}

    /** The data folder of an exchange that runs and is at rest. */
    public static void run(Path data) throws IOException {
        try {
            try (Connection accounts = connect(data, "account_service")) {
                nothing(accounts, ACCOUNT_VIOLATIONS);
            }
            try (Connection orders = connect(data, "order_service")) {
                nothing(orders, ORDER_VIOLATIONS);
            }
        } catch (SQLException e) {
            throw new IOException("The books could not be read", e);
        }
    }

    private static void nothing(Connection connection, List<String> queries) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String query : queries) {
                try (ResultSet rows = statement.executeQuery(query)) {
                    if (rows.next()) {
                        throw new ProofFailedException("Found by: " + query.strip());
                    }
                }
            }
        }
    }

    /** As superuser, to a database of an exchange that runs. */
    public static Connection connect(Path data, String database) throws IOException, SQLException {
        String password = Files.readString(data.resolve("secrets/postgres")).strip();
        PostgresAddress server = new PostgresAddress(port(data), password);
        return DriverManager.getConnection(server.jdbcUrl(database), "postgres", password);
    }

    private static int port(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("postgres"), 3)) {
            Path pid =
                    files.filter(file -> file.endsWith("postmaster.pid")).findFirst().orElseThrow();
            return Integer.parseInt(Files.readAllLines(pid).get(3).strip());
        }
    }
}
