package com.rescaleequity.order.history;

import com.rescaleequity.platform.database.AccountSearches;
import com.rescaleequity.platform.follower.FollowerHost;
import com.rescaleequity.platform.page.PageCursor;
import com.rescaleequity.platform.view.OrderView.FillView;
import com.rescaleequity.protocol.trading.Liquidity;
import com.rescaleequity.protocol.trading.Order;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Searches an account's fills; every search names the account. */
@ApplicationScoped
public class FillHistory {

    private final AccountSearches searches;
    private final FollowerHost follower;

    public FillHistory(AccountSearches searches, FollowerHost follower) {
        this.searches = searches;
        this.follower = follower;
    }

    /**
     * A page of fills with everything that was answered before the read began; 503 when the
     * database does not let it in time.
     *
     * @param after where the page before ended
     */
    public Uni<List<OwnFill>> list(FillFilter filter, PageCursor.@Nullable Key after, int rows) {
        return follower.read(() -> rows(filter, after, rows));
    }

    /**
     * The next fills of a list that is sent whole. The first page has everything that was answered
     * before, and the others what it had.
     *
     * @param after where the page before ended, null for the first
     */
    public Uni<List<OwnFill>> search(FillFilter filter, PageCursor.@Nullable Key after, int rows) {
        return after == null
                ? follower.read(() -> piece(filter, null, rows))
                : piece(filter, after, rows);
    }

    private Uni<List<OwnFill>> piece(FillFilter filter, PageCursor.@Nullable Key after, int rows) {
        FillQuery query = FillQuery.of(filter, after, rows);
        return searches.piece(query.sql(), query.values()).map(FillHistory::fills);
    }

    private Uni<List<OwnFill>> rows(FillFilter filter, PageCursor.@Nullable Key after, int rows) {
        FillQuery query = FillQuery.of(filter, after, rows);
        return searches.rows(filter.accountId(), query.sql(), query.values())
                .map(FillHistory::fills);
    }

    private static List<OwnFill> fills(RowSet<Row> rows) {
        List<OwnFill> fills = new ArrayList<>(rows.size());
        for (Row row : rows) {
            Order order = OrderHistory.order(row);
            fills.add(
                    new OwnFill(
                            row.getLong("sequence"),
                            order,
                            new FillView(
                                    row.getLong("trade_id"),
                                    row.getLong("price"),
                                    row.getLong("quantity"),
                                    row.getLong("quote_quantity"),
                                    row.getLong("fee"),
                                    order.getQuoteAsset(),
                                    Liquidity.forNumber(row.getShort("liquidity")),
                                    row.getLong("executed_at"))));
        }
        return fills;
    }
}
