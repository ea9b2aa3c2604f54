package com.rescaleequity.market.feed;

import static com.rescaleequity.platform.follower.FollowerPosition.now;

import com.google.protobuf.InvalidProtocolBufferException;
import com.rescaleequity.market.candle.CandleStore;
import com.rescaleequity.market.depth.LevelStore;
import com.rescaleequity.market.trade.TradeStore;
import com.rescaleequity.platform.follower.EventBatch;
import com.rescaleequity.platform.follower.FollowerPosition;
import com.rescaleequity.platform.follower.Position;
import com.rescaleequity.protocol.trading.Instrument;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * The follower's own tables, {@code market} and {@code follower_position}, and the transaction that
 * writes a batch's rows with its position. Methods block.
 */
@ApplicationScoped
class MarketTables {

    /** Where the follower, its engine time and publishing stood at the last commit. */
    record Standing(Position position, long time, Outgoing.Mark published) {}

    /** A listed market; its book's levels are elsewhere. */
    record MarketRow(Instrument instrument, long instrumentTime, long began, Book book) {}

    /** Where a book stands. */
    record Book(long sequence, long time) {}

    static final String FOLLOWER = "market";

    private static final String MARK =
            """
            UPDATE follower_position SET engine_time = greatest(engine_time, $1),
                published_sequence = $2, published_time = $3
            WHERE follower = 'market'
            """;
    private static final String STANDING =
            """
            SELECT sequence, command_offset, record_offset, engine_time, published_sequence,
                published_time
            FROM follower_position WHERE follower = 'market'
            """;
    private static final String SET_INSTRUMENT =
            """
            INSERT INTO market (symbol, instrument, instrument_time, began)
            VALUES ($1, $2, $3, $4)
            ON CONFLICT (symbol) DO UPDATE SET instrument = excluded.instrument,
                instrument_time = excluded.instrument_time
            """;
    private static final String SET_BOOKS =
            """
            UPDATE market SET book_sequence = b.sequence, book_time = b.time
            FROM unnest($1::text[], $2::bigint[], $3::bigint[]) AS b (symbol, sequence, time)
            WHERE market.symbol = b.symbol
            """;
    private static final String MARKETS =
            "SELECT instrument, instrument_time, began, book_sequence, book_time FROM market";

    private final FollowerPosition position;

    MarketTables(Pool pool) {
        this.position = new FollowerPosition(FOLLOWER, pool);
    }

    /** Commits a batch: all of it, or nothing when the position is not the one it begins at. */
    void commit(EventBatch batch, BatchFold fold, Outgoing.Mark published) {
        position.commit(batch, connection -> now(write(connection, batch.time(), fold, published)));
    }

    /** The position that was last committed. */
    Position position() {
        return position.load();
    }

    Uni<Standing> standing(SqlClient client) {
        return client.query(STANDING).execute().map(rows -> standing(rows.iterator().next()));
    }

    Uni<List<MarketRow>> markets(SqlClient client) {
        return client.query(MARKETS)
                .execute()
                .map(rows -> {
                    List<MarketRow> markets = new ArrayList<>();
                    rows.forEach(row -> markets.add(market(row)));
                    return markets;
                });
    }

    // The statements travel together and run in this order on one connection.
    private static Uni<Void> write(
            SqlConnection connection, long time, BatchFold fold, Outgoing.Mark published) {
        List<Uni<Void>> writes = new ArrayList<>();
        writes.add(mark(connection, time, published));
        for (MarketChange change : fold.changes()) {
            Instrument set = change.instrument();
            if (set != null) {
                Tuple row =
                        Tuple.of(
                                change.symbol(),
                                io.vertx.core.buffer.Buffer.buffer(set.toByteArray()),
                                change.instrumentTime(),
                                change.firstInstrumentTime());
                writes.add(connection.preparedQuery(SET_INSTRUMENT).execute(row).replaceWithVoid());
            }
        }
        if (!fold.trades().isEmpty()) {
            writes.add(TradeStore.insert(connection, fold.trades()));
            writes.add(CandleStore.merge(connection, fold.candles()));
        }
        List<MarketChange> books =
                fold.changes().stream().filter(c -> c.bookSequence() > 0).toList();
        if (!books.isEmpty()) {
            writes.add(LevelStore.set(connection, fold.levels()));
            writes.add(setBooks(connection, books));
        }
        return Uni.join().all(writes).andFailFast().replaceWithVoid();
    }

    private static Uni<Void> mark(SqlConnection connection, long time, Outgoing.Mark published) {
        return connection
                .preparedQuery(MARK)
                .execute(Tuple.of(time, published.sequence(), published.time()))
                .replaceWithVoid();
    }

    private static Uni<Void> setBooks(SqlConnection connection, List<MarketChange> books) {
        Tuple row =
                Tuple.tuple()
                        .addArrayOfString(
                                books.stream().map(MarketChange::symbol).toArray(String[]::new))
                        .addArrayOfLong(
                                books.stream().map(MarketChange::bookSequence).toArray(Long[]::new))
                        .addArrayOfLong(
                                books.stream().map(MarketChange::bookTime).toArray(Long[]::new));
        return connection.preparedQuery(SET_BOOKS).execute(row).replaceWithVoid();
    }

    private static Standing standing(Row row) {
        return new Standing(
                new Position(row.getLong(0), row.getLong(1), row.getLong(2)),
                row.getLong(3),
                new Outgoing.Mark(row.getLong(4), row.getLong(5)));
    }

    private static MarketRow market(Row row) {
        try {
            return new MarketRow(
                    Instrument.parseFrom(row.getBuffer(0).getBytes()),
                    row.getLong(1),
                    row.getLong(2),
                    new Book(row.getLong(3), row.getLong(4)));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("The table market holds no instrument", e);
        }
    }
}
