package com.rescaleequity.account.ledger;

import static com.rescaleequity.platform.follower.FollowerPosition.now;

import com.rescaleequity.platform.follower.EventBatch;
import com.rescaleequity.platform.follower.EventFollower;
import com.rescaleequity.platform.follower.FollowerPosition;
import com.rescaleequity.platform.follower.Position;
import com.rescaleequity.protocol.trading.Event;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

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
            SELECT account_id, asset, total, held, average_cost::text, updated_at
            FROM unnest($1::bigint[], $2::text[]) AS wanted (account_id, asset)
            JOIN balance USING (account_id, asset)\
            """;
    private static final String PUT_BALANCES =
            """
            INSERT INTO balance (account_id, asset, total, held, average_cost, updated_at)
            SELECT a, b, c, d, e::numeric, f
            FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::text[],
                $6::bigint[]) AS new (a, b, c, d, e, f)
            ON CONFLICT (account_id, asset) DO UPDATE SET total = excluded.total,
                held = excluded.held, average_cost = excluded.average_cost,
                updated_at = excluded.updated_at\
            """;
    private static final String ADD_ENTRIES =
            """
            INSERT INTO journal_entry (entry_id, kind, reference_id, symbol, at)
            SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bigint[])\
            """;
    private static final String ADD_LINES =
            """
            INSERT INTO posting (entry_id, line, account_id, asset, amount, kind, balance_after)
            SELECT * FROM unnest($1::bigint[], $2::smallint[], $3::bigint[], $4::text[],
                $5::bigint[], $6::text[], $7::bigint[])\
            """;
    private static final String ADD_VOLUMES =
            """
            INSERT INTO trading_volume AS t (account_id, day, volume)
            SELECT a, b, c::numeric FROM unnest($1::bigint[], $2::bigint[], $3::text[])
                AS new (a, b, c)
            ON CONFLICT (account_id, day) DO UPDATE SET volume = t.volume + excluded.volume\
            """;
    private static final String PUT_MARKETS =
            """
            INSERT INTO market (symbol, base_asset, quote_asset, last_price, last_trade_id,
                maker_fee, taker_fee)
            SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[],
                $6::bigint[], $7::bigint[])
            ON CONFLICT (symbol) DO UPDATE SET base_asset = excluded.base_asset,
                quote_asset = excluded.quote_asset, last_price = excluded.last_price,
                last_trade_id = excluded.last_trade_id, maker_fee = excluded.maker_fee,
                taker_fee = excluded.taker_fee\
            """;

    private final Pool pool;
    private final FollowerPosition position;
    private volatile Map<String, LedgerMarket> markets = Map.of();

    LedgerStore(Pool pool) {
        this.pool = pool;
        this.position = new FollowerPosition(NAME, pool);
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
        Map<String, LedgerMarket> stored = new HashMap<>();
        for (Row row : now(execute(pool, "SELECT * FROM market", Tuple.tuple()))) {
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
        markets = Map.copyOf(stored);
        return position.load();
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
                    now(write(connection, fold));
                });
        if (!fold.changedMarkets().isEmpty()) {
            markets = Map.copyOf(fold.markets());
        }
    }

    // Read behind the moved position, so as nobody else can change them any more.
    private static Map<BalanceKey, AccountBalance> balances(
            SqlConnection connection, Set<BalanceKey> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        List<BalanceKey> wanted = List.copyOf(keys);
        Tuple parameters = Tuple.tuple();
        parameters.addArrayOfLong(longs(wanted, BalanceKey::accountId));
        parameters.addArrayOfString(texts(wanted, BalanceKey::asset));
        Map<BalanceKey, AccountBalance> found = new HashMap<>();
        for (Row row : now(execute(connection, BALANCES, parameters))) {
            found.put(
                    new BalanceKey(row.getLong("account_id"), row.getString("asset")),
                    balance(row));
        }
        return found;
    }

    /** A row with the columns of a balance, the average cost as text. */
    static AccountBalance balance(Row row) {
        return new AccountBalance(
                row.getString("asset"),
                row.getLong("total"),
                row.getLong("held"),
                new BigDecimal(row.getString("average_cost")),
                row.getLong("updated_at"));
    }

    private static Uni<Void> write(SqlConnection connection, LedgerFold fold) {
        return bulk(connection, ADD_ENTRIES, entries(fold))
                .chain(() -> bulk(connection, ADD_LINES, lines(fold)))
                .chain(() -> bulk(connection, PUT_BALANCES, balances(fold)))
                .chain(() -> bulk(connection, ADD_VOLUMES, volumes(fold)))
                .chain(() -> bulk(connection, PUT_MARKETS, markets(fold)));
    }

    private static Tuple entries(LedgerFold fold) {
        List<JournalEntry> rows = fold.entries();
        return Tuple.tuple()
                .addArrayOfLong(longs(rows, JournalEntry::sequence))
                .addArrayOfString(texts(rows, entry -> entry.kind().text()))
                .addArrayOfString(texts(rows, JournalEntry::referenceId))
                .addArrayOfString(texts(rows, JournalEntry::symbol))
                .addArrayOfLong(longs(rows, JournalEntry::time));
    }

    private static Tuple lines(LedgerFold fold) {
        List<LedgerFold.Line> rows = fold.lines();
        return Tuple.tuple()
                .addArrayOfLong(longs(rows, LedgerFold.Line::entryId))
                .addArrayOfShort(rows.stream().map(row -> (short) row.line()).toArray(Short[]::new))
                .addArrayOfLong(longs(rows, row -> row.posting().accountId()))
                .addArrayOfString(texts(rows, row -> row.posting().asset()))
                .addArrayOfLong(longs(rows, row -> row.posting().amount()))
                .addArrayOfString(texts(rows, row -> row.posting().kind().text()))
                .addArrayOfLong(rows.stream().map(LedgerFold.Line::after).toArray(Long[]::new));
    }

    private static Tuple balances(LedgerFold fold) {
        List<Map.Entry<BalanceKey, AccountBalance>> rows =
                new ArrayList<>(fold.balances().entrySet());
        return Tuple.tuple()
                .addArrayOfLong(longs(rows, row -> row.getKey().accountId()))
                .addArrayOfString(texts(rows, row -> row.getKey().asset()))
                .addArrayOfLong(longs(rows, row -> row.getValue().total()))
                .addArrayOfLong(longs(rows, row -> row.getValue().held()))
                .addArrayOfString(texts(rows, row -> row.getValue().averageCost().toPlainString()))
                .addArrayOfLong(longs(rows, row -> row.getValue().updatedAt()));
    }

    private static Tuple volumes(LedgerFold fold) {
        List<Map.Entry<LedgerFold.VolumeKey, BigInteger>> rows =
                new ArrayList<>(fold.volumes().entrySet());
        return Tuple.tuple()
                .addArrayOfLong(longs(rows, row -> row.getKey().accountId()))
                .addArrayOfLong(longs(rows, row -> row.getKey().day()))
                .addArrayOfString(texts(rows, row -> row.getValue().toString()));
    }

    private static Tuple markets(LedgerFold fold) {
        List<LedgerMarket> rows = fold.changedMarkets();
        return Tuple.tuple()
                .addArrayOfString(texts(rows, LedgerMarket::symbol))
                .addArrayOfString(texts(rows, LedgerMarket::baseAsset))
                .addArrayOfString(texts(rows, LedgerMarket::quoteAsset))
                .addArrayOfLong(longs(rows, LedgerMarket::lastPrice))
                .addArrayOfLong(longs(rows, LedgerMarket::lastTradeId))
                .addArrayOfLong(longs(rows, LedgerMarket::makerFee))
                .addArrayOfLong(longs(rows, LedgerMarket::takerFee));
    }

    private static <R> Long[] longs(List<R> rows, Function<R, Long> column) {
        return rows.stream().map(column).toArray(Long[]::new);
    }

    private static <R> String[] texts(List<R> rows, Function<R, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    private static Uni<Void> bulk(SqlConnection connection, String sql, Tuple columns) {
        boolean empty = columns.getValue(0) instanceof Object[] first && first.length == 0;
        return empty
                ? Uni.createFrom().voidItem()
                : execute(connection, sql, columns).replaceWithVoid();
    }

    private static Uni<RowSet<Row>> execute(SqlClient client, String sql, Tuple parameters) {
        return client.preparedQuery(sql).execute(parameters);
    }
}
