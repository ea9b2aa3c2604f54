package com.rescaleequity.account.ledger;

import static com.rescaleequity.platform.follower.BulkStatement.column;

import com.rescaleequity.platform.database.ServiceDatabase;
import com.rescaleequity.platform.follower.BulkStatement;
import com.rescaleequity.platform.follower.CopyRows;
import com.rescaleequity.platform.follower.EventBatch;
import com.rescaleequity.platform.follower.EventFollower;
import com.rescaleequity.platform.follower.FollowerPosition;
import com.rescaleequity.platform.follower.Position;
import com.rescaleequity.protocol.trading.Event;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the ledger's tables. Each batch of events is one transaction that also moves the position,
 * and only if it still stands where the batch begins: every event counts once, however many
 * replicas follow.
 */
@ApplicationScoped
class LedgerStore implements EventFollower.Sink {

    private static final String NAME = "ledger";
    private static final Duration PACE = Duration.ofMillis(200);
    private static final String BALANCES =
            """
            SELECT account_id, asset, total, held, average_cost, updated_at
            FROM unnest(?::bigint[], ?::text[]) AS wanted (account_id, asset)
            JOIN balance USING (account_id, asset)\
            """;
    private static final String PUT_BALANCES =
            """
            INSERT INTO balance (account_id, asset, total, held, average_cost, updated_at)
            SELECT a, b, c, d, e::numeric, f
            FROM unnest(?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[])
                AS new (a, b, c, d, e, f)
            ON CONFLICT (account_id, asset) DO UPDATE SET total = excluded.total,
                held = excluded.held, average_cost = excluded.average_cost,
                updated_at = excluded.updated_at\
            """;
    private static final String ADD_VOLUMES =
            """
            INSERT INTO trading_volume AS t (account_id, day, volume)
            SELECT a, b, c::numeric FROM unnest(?::bigint[], ?::bigint[], ?::text[])
                AS new (a, b, c)
            ON CONFLICT (account_id, day) DO UPDATE SET volume = t.volume + excluded.volume\
            """;
    private static final String PUT_MARKETS =
            """
            INSERT INTO market (symbol, base_asset, quote_asset, last_price, last_trade_id,
                maker_fee, taker_fee)
            SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[],
                ?::bigint[], ?::bigint[])
            ON CONFLICT (symbol) DO UPDATE SET base_asset = excluded.base_asset,
                quote_asset = excluded.quote_asset, last_price = excluded.last_price,
                last_trade_id = excluded.last_trade_id, maker_fee = excluded.maker_fee,
                taker_fee = excluded.taker_fee\
            """;
    private static final String MARKETS = "SELECT * FROM market";

    private final FollowerPosition position;
    private volatile Map<String, LedgerMarket> markets = Map.of();

    LedgerStore(ServiceDatabase database) {
        this.position = new FollowerPosition(NAME, database);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Event.BodyCase> wanted() {
        return LedgerFold.WANTED;
    }

    @Override
    public Duration pace() {
        return PACE;
    }

    /** The markets as of the last committed batch, by symbol. */
    Map<String, LedgerMarket> markets() {
        return markets;
    }

    @Override
    public Position load() {
        markets = position.read(LedgerStore::markets);
        return position.load();
    }

    private static Map<String, LedgerMarket> markets(Connection connection) throws SQLException {
        Map<String, LedgerMarket> stored = new HashMap<>();
        try (PreparedStatement markets = connection.prepareStatement(MARKETS);
                ResultSet row = markets.executeQuery()) {
            while (row.next()) {
                LedgerMarket market =
                        new LedgerMarket(
                                row.getString("symbol"),
                                row.getString("base_asset"),
                                row.getString("quote_asset"),
                                row.getLong("last_price"),
                                row.getLong("last_trade_id"),
                                row.getLong("maker_fee"),
                                row.getLong("taker_fee"));
                stored.put(market.symbol(), market);
            }
        }
        return Map.copyOf(stored);
    }

    @Override
    public Position look() {
        return position.load();
    }

    @Override
    public void apply(EventBatch batch) {
        LedgerFold fold = new LedgerFold(markets);
        position.commit(
                batch,
                connection -> {
                    fold.open(balances(connection, fold.touched(batch)));
                    fold.apply(batch);
                    write(connection, fold);
                });
        if (!fold.changedMarkets().isEmpty()) {
            markets = Map.copyOf(fold.markets());
        }
    }

    // Read behind the moved position, so as nobody else can change them any more.
    private static Map<BalanceKey, AccountBalance> balances(
            Connection connection, Set<BalanceKey> keys) throws SQLException {
        Map<BalanceKey, AccountBalance> found = new HashMap<>();
        if (keys.isEmpty()) {
            return found;
        }
        List<BalanceKey> wanted = List.copyOf(keys);
        try (PreparedStatement balances = connection.prepareStatement(BALANCES)) {
            BulkStatement.set(
                    balances,
                    column(wanted, BalanceKey::accountId, Long[]::new),
                    column(wanted, BalanceKey::asset, String[]::new));
            try (ResultSet row = balances.executeQuery()) {
                while (row.next()) {
                    String asset = row.getString(2);
                    found.put(
                            new BalanceKey(row.getLong(1), asset),
                            new AccountBalance(
                                    asset,
                                    row.getLong(3),
                                    row.getLong(4),
                                    row.getBigDecimal(5),
                                    row.getLong(6)));
                }
            }
        }
        return found;
    }

    private static void write(Connection connection, LedgerFold fold) throws SQLException {
        entries(fold).addTo(connection);
        lines(fold).addTo(connection);
        putBalances(connection, new ArrayList<>(fold.balances().entrySet()));
        addVolumes(connection, new ArrayList<>(fold.volumes().entrySet()));
        putMarkets(connection, fold.changedMarkets());
    }

    private static CopyRows entries(LedgerFold fold) {
        CopyRows rows =
                new CopyRows("journal_entry", "entry_id", "kind", "reference_id", "symbol", "at");
        for (JournalEntry entry : fold.entries()) {
            rows.row()
                    .put(entry.sequence())
                    .put(entry.kind().text())
                    .put(entry.referenceId())
                    .put(entry.symbol())
                    .put(entry.time());
        }
        return rows;
    }

    private static CopyRows lines(LedgerFold fold) {
        CopyRows rows =
                new CopyRows(
                        "posting",
                        "entry_id",
                        "line",
                        "account_id",
                        "asset",
                        "amount",
                        "kind",
                        "balance_after");
        for (LedgerFold.Line line : fold.lines()) {
            Posting posting = line.posting();
            rows.row()
                    .put(line.entryId())
                    .put((short) line.line())
                    .put(posting.accountId())
                    .put(posting.asset())
                    .put(posting.amount())
                    .put(posting.kind().text())
                    .put(line.after());
        }
        return rows;
    }

    private static void putBalances(
            Connection connection, List<Map.Entry<BalanceKey, AccountBalance>> rows)
            throws SQLException {
        BulkStatement.execute(
                connection,
                PUT_BALANCES,
                column(rows, row -> row.getKey().accountId(), Long[]::new),
                column(rows, row -> row.getKey().asset(), String[]::new),
                column(rows, row -> row.getValue().total(), Long[]::new),
                column(rows, row -> row.getValue().held(), Long[]::new),
                column(rows, row -> row.getValue().averageCost().toPlainString(), String[]::new),
                column(rows, row -> row.getValue().updatedAt(), Long[]::new));
    }

    private static void addVolumes(
            Connection connection, List<Map.Entry<LedgerFold.VolumeKey, BigInteger>> rows)
            throws SQLException {
        BulkStatement.execute(
                connection,
                ADD_VOLUMES,
                column(rows, row -> row.getKey().accountId(), Long[]::new),
                column(rows, row -> row.getKey().day(), Long[]::new),
                column(rows, row -> row.getValue().toString(), String[]::new));
    }

    private static void putMarkets(Connection connection, List<LedgerMarket> rows)
            throws SQLException {
        BulkStatement.execute(
                connection,
                PUT_MARKETS,
                column(rows, LedgerMarket::symbol, String[]::new),
                column(rows, LedgerMarket::baseAsset, String[]::new),
                column(rows, LedgerMarket::quoteAsset, String[]::new),
                column(rows, LedgerMarket::lastPrice, Long[]::new),
                column(rows, LedgerMarket::lastTradeId, Long[]::new),
                column(rows, LedgerMarket::makerFee, Long[]::new),
                column(rows, LedgerMarket::takerFee, Long[]::new));
    }
}
