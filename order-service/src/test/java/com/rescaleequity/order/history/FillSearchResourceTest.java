package com.rescaleequity.order.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rescaleequity.order.testing.Database;
import com.rescaleequity.platform.database.AccountSearches;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.page.PageCursor;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Searching a long history of trades costs no more than what it finds. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "order_service"),
        restrictToAnnotatedClass = false)
class FillSearchResourceTest {

    private static final long ACCOUNT = 777;
    private static final int FILLS = 30_000;
    private static final long SECOND = 1000;
    private static final String OFTEN = "OFTENUSD";
    private static final String RARE = "RAREUSD";

    @Inject Pool pool;
    @Inject AccountSearches searches;
    @Inject FillHistory history;

    /**
     * A fill a second, ten an order; each thousandth is in the rare market. Trade ids are those of
     * the whole market, of which the account has every second.
     */
    @BeforeEach
    void storeFills() {
        Database.run(
                """
                delete from fills where account_id = 777;
                delete from orders where account_id = 777;
                delete from fill_minute where symbol in ('OFTENUSD', 'RAREUSD');
                insert into orders (order_id, account_id, client_order_id, symbol, side, type,
                        status, filled_quantity, created_at, body)
                    select 4000000000000 + n, 777, 'label' || n,
                        case n % 1000 when 0 then 'RAREUSD' else 'OFTENUSD' end, 1, 2, 3, 1, 1, ''
                    from generate_series(0, 3000) n;
                insert into fills (order_id, trade_id, account_id, symbol, price, quantity,
                        quote_quantity, fee, liquidity, executed_at, sequence)
                    select 4000000000000 + case n % 1000 when 0 then n / 10 / 1000 * 1000
                            else n / 10 end,
                        2 * n, 777, case n % 1000 when 0 then 'RAREUSD' else 'OFTENUSD' end,
                        1, 1, 1, 1, 1, 1000 * n, 10 * n
                    from generate_series(1, 30000) n;
                insert into fill_minute
                    select symbol, executed_at / 60000, min(sequence), min(trade_id)
                    from fills where account_id = 777 group by symbol, executed_at / 60000;
                analyze fills; analyze orders; analyze fill_minute\
                """);
    }

    @Test
    void filteredPagesAreIndexScans() {
        PageCursor.Key after = new PageCursor.Key(150_000, 30_000);
        for (boolean ascending : new boolean[] {true, false}) {
            for (PageCursor.Key from : new PageCursor.@Nullable Key[] {null, after}) {
                Asking asking = new Asking(ascending, from);
                assertThat(plan(asking, filter(null, ascending)))
                        .contains("fills_by_account")
                        .doesNotContain("Seq Scan on fills");
                assertThat(plan(asking, filter(RARE, ascending)))
                        .contains("fills_by_account")
                        .doesNotContain("Seq Scan on fills", "Sort Key: f.");
                assertThat(plan(asking, within(null, 5L, 9L, ascending)))
                        .contains("fills_by_account", "fill_minute_pkey")
                        .doesNotContain("Seq Scan on fill");
                assertThat(plan(asking, within(OFTEN, 5L, 9L, ascending)))
                        .contains("fills_by_account", "fill_minute_pkey")
                        .doesNotContain("Seq Scan on fill");
                assertThat(plan(asking, fromId(OFTEN, 20_000L, ascending)))
                        .contains("fills_by_account", "fill_minute_trade")
                        .doesNotContain("Seq Scan on fill");
                assertThat(plan(asking, ofOrder(4_000_000_000_007L, null, ascending)))
                        .contains("fills_pkey", "orders_pkey")
                        .doesNotContain("Seq Scan");
                assertThat(plan(asking, ofOrder(null, "label7", ascending)))
                        .contains("fills_pkey", "orders_by_client_order_id")
                        .doesNotContain("Seq Scan");
            }
        }
    }

    private record Asking(boolean ascending, PageCursor.@Nullable Key after) {}

    @Test
    void fewRowsAreLookedAtHoweverLongTheHistoryIs() {
        // A minute and a page in each of two markets, in the middle of 30,000
        assertThat(rowsRead(within(null, 10_000 * SECOND, null, true))).isLessThan(400);
        assertThat(rowsRead(within(OFTEN, 10_000 * SECOND, 10_009 * SECOND, false)))
                .isLessThan(200);
        assertThat(rowsRead(within(null, null, 10_000 * SECOND, false))).isLessThan(400);
        assertThat(rowsRead(fromId(OFTEN, 20_000L, true))).isLessThan(400);
        assertThat(rowsRead(filter(RARE, false))).isLessThan(100);
        assertThat(rowsRead(filter(null, false))).isLessThan(400);
    }

    @Test
    void timesAndIdsMeanExactlyWhatTheySay() {
        assertThat(trades(within(null, 10_000 * SECOND, 10_003 * SECOND, true)))
                .containsExactly(20_000L, 20_002L, 20_004L, 20_006L);
        assertThat(trades(within(OFTEN, 10_000 * SECOND, 10_003 * SECOND, true)))
                .containsExactly(20_002L, 20_004L, 20_006L);
        assertThat(trades(within(RARE, 10_000 * SECOND, 10_000 * SECOND, true)))
                .containsExactly(20_000L);
        assertThat(trades(within(RARE, 10_000 * SECOND + 1, 11_000 * SECOND - 1, true))).isEmpty();
        assertThat(trades(within(null, 10_000 * SECOND - 1, 10_001 * SECOND - 1, true)))
                .containsExactly(20_000L);
        assertThat(trades(within(null, null, 2 * SECOND, false))).containsExactly(4L, 2L);
        assertThat(trades(within(null, (FILLS - 1) * SECOND, null, true)))
                .containsExactly(59_998L, 60_000L);
        assertThat(trades(within(null, 0L, SECOND - 1, true))).isEmpty();
        assertThat(trades(within(null, FILLS * SECOND + 1, null, true))).isEmpty();
        assertThat(trades(fromId(OFTEN, 20_001L, true))).startsWith(20_002L, 20_004L);
        assertThat(trades(fromId(OFTEN, 20_002L, true))).startsWith(20_002L, 20_004L);
        assertThat(trades(fromId(OFTEN, 59_998L, false))).containsExactly(59_998L);
        assertThat(trades(fromId(RARE, 20_001L, true))).startsWith(22_000L, 24_000L);
        assertThat(trades(fromId(OFTEN, 1L, true))).startsWith(2L, 4L);
        assertThat(trades(fromId(OFTEN, Long.MAX_VALUE, true))).isEmpty();
    }

    @Test
    void pagesOverAllMarketsAreInTheOrderOfTheEvents() {
        // Given
        List<Long> all = new ArrayList<>();
        FillFilter filter = filter(null, true);
        PageCursor.Key after = new PageCursor.Key(0, 0);

        // When
        List<OwnFill> page = history.search(filter, after, 7_000).await().indefinitely();
        while (!page.isEmpty()) {
            page.forEach(fill -> all.add(fill.fill().tradeId()));
            after = page.getLast().key();
            page = history.search(filter, after, 7_000).await().indefinitely();
        }

        // Then
        assertThat(all)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, FILLS).map(n -> 2 * n).boxed().toList());
    }

    @Test
    void accountSearchesTwiceAtOnceAndForTwoSeconds() {
        // When: none of these would end by itself within ten seconds
        List<CompletableFuture<RowSet<Row>>> asked = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            asked.add(
                    searches.rows(778, "SELECT pg_sleep(60), $1::int", Tuple.of(1))
                            .subscribeAsCompletionStage());
        }

        // Then
        assertThatThrownBy(() ->
                        searches.rows(778, "SELECT $1::int", Tuple.of(1)).await().indefinitely())
                .isInstanceOfSatisfying(
                        ApiException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.RATE_LIMITED));
        assertThat(searches.rows(779, "SELECT $1::int", Tuple.of(1)).await().indefinitely())
                .hasSize(1);
        for (CompletableFuture<RowSet<Row>> search : asked) {
            assertThatThrownBy(search::join)
                    .hasCauseInstanceOf(ApiException.class)
                    .hasMessageContaining("takes too long");
        }
        assertThat(searches.busyAccounts()).isZero();
    }

    @Test
    void searchesOfManyAccountsWaitForEachOther() {
        // When: as many as there is room for, and one more
        List<CompletableFuture<RowSet<Row>>> asked = new ArrayList<>();
        for (int account = 800; account < 800 + HistorySearches.OF_ALL_AT_ONCE; account++) {
            asked.add(
                    searches.rows(account, "SELECT pg_sleep(60), $1::int", Tuple.of(1))
                            .subscribeAsCompletionStage());
        }

        // Then
        assertThatThrownBy(() ->
                        searches.rows(816, "SELECT $1::int", Tuple.of(1)).await().indefinitely())
                .isInstanceOf(ApiException.class)
                .hasMessageStartingWith("Too many searches");
        for (CompletableFuture<RowSet<Row>> search : asked) {
            assertThatThrownBy(search::join).hasCauseInstanceOf(ApiException.class);
        }
        assertThat(searches.rows(816, "SELECT $1::int", Tuple.of(1)).await().indefinitely())
                .hasSize(1);
    }

    private List<Long> trades(FillFilter filter) {
        PageCursor.Key before =
                new PageCursor.Key(filter.ascending() ? 0 : Long.MAX_VALUE, Long.MAX_VALUE);
        return history.search(filter, before, 100).await().indefinitely().stream()
                .map(fill -> fill.fill().tradeId())
                .toList();
    }

    private String plan(Asking asking, FillFilter filter) {
        return explain("EXPLAIN ", FillQuery.of(filter, asking.after(), 101));
    }

    /** The rows that all scans of a page have brought, or looked at and not brought. */
    private long rowsRead(FillFilter filter) {
        String plan =
                explain(
                        "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) ",
                        FillQuery.of(filter, null, 101));
        long rows = 0;
        boolean ofFills = false;
        for (String line : plan.lines().toList()) {
            if (line.contains("->") || line.contains("Scan")) {
                ofFills = line.contains(" on fills ");
            }
            if (ofFills) {
                rows += number(line, "rows=") * Math.max(1, number(line, "loops="));
                rows += number(line, "Rows Removed by Filter: ");
            }
        }
        return rows;
    }

    private static long number(String line, String name) {
        int at = line.lastIndexOf(name);
        String digits = at < 0 ? "" : line.substring(at + name.length()).split("[^0-9.]")[0];
        return digits.isEmpty() ? 0 : (long) Math.ceil(Double.parseDouble(digits));
    }

    private String explain(String how, FillQuery query) {
        StringBuilder plan = new StringBuilder();
        pool.preparedQuery(how + query.sql())
                .execute(query.values())
                .await()
                .indefinitely()
                .forEach(row -> plan.append(row.getString(0)).append('\n'));
        return plan.toString();
    }

    private static FillFilter filter(@Nullable String symbol, boolean ascending) {
        return within(symbol, null, null, ascending);
    }

    private static FillFilter within(
            @Nullable String symbol, @Nullable Long start, @Nullable Long end, boolean ascending) {
        return new FillFilter(ACCOUNT, symbol, null, null, null, start, end, ascending);
    }

    private static FillFilter fromId(String symbol, long id, boolean ascending) {
        return new FillFilter(ACCOUNT, symbol, null, null, id, null, null, ascending);
    }

    private static FillFilter ofOrder(
            @Nullable Long orderId, @Nullable String label, boolean ascending) {
        return new FillFilter(ACCOUNT, null, orderId, label, null, null, null, ascending);
    }
}
