package com.rescaleequity.market.trade;

import com.rescaleequity.platform.follower.CopyRows;
import com.rescaleequity.protocol.market.PublicTrade;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The table {@code trade}: every public trade. */
public final class TradeStore {

    private static final String COLUMNS =
            "symbol, trade_id, sequence, price, quantity, quote_quantity, time, taker_bought";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM trade ";
    private static final String FROM_ID =
            SELECT + "WHERE symbol = $1 AND trade_id >= $2 ORDER BY trade_id LIMIT $3";
    private static final String FROM_TIME =
            SELECT
                    + "WHERE symbol = $1 AND time BETWEEN $2 AND $3"
                    + " ORDER BY time, trade_id LIMIT $4";
    private static final String UP_TO_TIME =
            "SELECT * FROM ("
                    + SELECT
                    + "WHERE symbol = $1 AND time <= $2 ORDER BY time DESC, trade_id DESC LIMIT $3)"
                    + " t ORDER BY trade_id";
    private static final String AFTER_SEQUENCE =
            SELECT + "WHERE sequence > $1 ORDER BY sequence LIMIT $2";

    private TradeStore() {}

    /** Adds trades. */
    public static void insert(Connection connection, List<SequencedTrade> trades)
            throws SQLException {
        CopyRows rows =
                new CopyRows(
                        "trade",
                        "symbol",
                        "trade_id",
                        "sequence",
                        "price",
                        "quantity",
                        "quote_quantity",
                        "time",
                        "taker_bought");
        for (SequencedTrade sequenced : trades) {
            PublicTrade trade = sequenced.trade();
            rows.row()
                    .put(trade.getSymbol())
                    .put(trade.getTradeId())
                    .put(sequenced.sequence())
                    .put(trade.getPrice())
                    .put(trade.getQuantity())
                    .put(trade.getQuoteQuantity())
                    .put(trade.getTimestamp())
                    .put(trade.getTakerBought());
        }
        rows.addTo(connection);
    }

    /** Trades from an id on, ascending. */
    public static Uni<List<PublicTrade>> fromId(
            SqlClient client, String symbol, long id, long limit) {
        return client.preparedQuery(FROM_ID)
                .execute(Tuple.of(symbol, id, limit))
                .map(TradeStore::trades);
    }

    /** The oldest trades within two times, inclusive, ascending. */
    public static Uni<List<PublicTrade>> fromTime(
            SqlClient client, String symbol, long start, long end, long limit) {
        return client.preparedQuery(FROM_TIME)
                .execute(Tuple.of(symbol, start, end, limit))
                .map(TradeStore::trades);
    }

    /** The newest trades up to a time, inclusive, ascending. */
    public static Uni<List<PublicTrade>> upToTime(
            SqlClient client, String symbol, long end, long limit) {
        return client.preparedQuery(UP_TO_TIME)
                .execute(Tuple.of(symbol, end, limit))
                .map(TradeStore::trades);
    }

    /** The trades told of by later events, in their order. */
    public static Uni<List<PublicTrade>> afterSequence(
            SqlClient client, long sequence, long limit) {
        return client.preparedQuery(AFTER_SEQUENCE)
                .execute(Tuple.of(sequence, limit))
                .map(TradeStore::trades);
    }

    private static List<PublicTrade> trades(RowSet<Row> rows) {
        List<PublicTrade> trades = new ArrayList<>(rows.size());
        for (Row row : rows) {
            trades.add(
                    PublicTrade.newBuilder()
                            .setSymbol(row.getString(0))
                            .setTradeId(row.getLong(1))
                            .setPrice(row.getLong(3))
                            .setQuantity(row.getLong(4))
                            .setQuoteQuantity(row.getLong(5))
                            .setTimestamp(row.getLong(6))
                            .setTakerBought(row.getBoolean(7))
                            .build());
        }
        return trades;
    }
}
