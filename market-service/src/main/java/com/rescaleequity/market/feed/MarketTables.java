package com.rescaleequity.market.feed;

import static com.rescaleequity.platform.follower.BulkStatement.column;

import com.google.protobuf.InvalidProtocolBufferException;
import com.rescaleequity.market.candle.CandleStore;
import com.rescaleequity.market.depth.LevelStore;
import com.rescaleequity.market.trade.TradeStore;
import com.rescaleequity.platform.database.ServiceDatabase;
import com.rescaleequity.platform.follower.BulkStatement;
import com.rescaleequity.platform.follower.EventBatch;
import com.rescaleequity.platform.follower.FollowerPosition;
import com.rescaleequity.platform.follower.Position;
import com.rescaleequity.protocol.trading.Instrument;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
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
            UPDATE follower_position SET engine_time = greatest(engine_time, ?),
                published_sequence = ?, published_time = ?
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
            VALUES (?, ?, ?, ?)
            ON CONFLICT (symbol) DO UPDATE SET instrument = excluded.instrument,
                instrument_time = excluded.instrument_time
            """;
    private static final String SET_BOOKS =
            """
            UPDATE market SET book_sequence = b.sequence, book_time = b.time
            FROM unnest(?::text[], ?::bigint[], ?::bigint[]) AS b (symbol, sequence, time)
            WHERE market.symbol = b.symbol
            """;
    private static final String MARKETS =
            "SELECT instrument, instrument_time, began, book_sequence, book_time FROM market";

    private final FollowerPosition position;

    MarketTables(ServiceDatabase database) {
        this.position = new FollowerPosition(FOLLOWER, database);
    }

    /** Commits a batch: all of it, or nothing when the position is not the one it begins at. */
    void commit(EventBatch batch, BatchFold fold, Outgoing.Mark published) {
        position.commit(
                batch,
                connection -> {
                    mark(connection, batch.time(), published);
                    write(connection, fold);
                });
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

    private static void write(Connection connection, BatchFold fold) throws SQLException {
        for (MarketChange change : fold.changes()) {
            Instrument set = change.instrument();
            if (set != null) {
                setInstrument(connection, change, set);
            }
        }
        if (!fold.trades().isEmpty()) {
            TradeStore.insert(connection, fold.trades());
            CandleStore.merge(connection, fold.candles());
        }
        LevelStore.set(connection, fold.levels());
        setBooks(connection, fold.changes().stream().filter(c -> c.bookSequence() > 0).toList());
    }

    private static void mark(Connection connection, long time, Outgoing.Mark published)
            throws SQLException {
        try (PreparedStatement mark = connection.prepareStatement(MARK)) {
            mark.setLong(1, time);
            mark.setLong(2, published.sequence());
            mark.setLong(3, published.time());
            mark.executeUpdate();
        }
    }

    private static void setInstrument(Connection connection, MarketChange change, Instrument set)
            throws SQLException {
        try (PreparedStatement row = connection.prepareStatement(SET_INSTRUMENT)) {
            row.setString(1, change.symbol());
            row.setBytes(2, set.toByteArray());
            row.setLong(3, change.instrumentTime());
            row.setLong(4, change.firstInstrumentTime());
            row.executeUpdate();
        }
    }

    private static void setBooks(Connection connection, List<MarketChange> books)
            throws SQLException {
        BulkStatement.execute(
                connection,
                SET_BOOKS,
                column(books, MarketChange::symbol, String[]::new),
                column(books, MarketChange::bookSequence, Long[]::new),
                column(books, MarketChange::bookTime, Long[]::new));
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
