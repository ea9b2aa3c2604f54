package com.rescaleequity.account.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import com.rescaleequity.account.ledger.LedgerQueries.LineFilter;
import com.rescaleequity.account.testing.Database;
import com.rescaleequity.account.testing.Sandbox;
import com.rescaleequity.platform.database.AccountSearches;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Searching a long history costs no more than what it finds. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "account_service"))
class HistorySearchResourceTest {

    @Inject Pool pool;
    @Inject AccountSearches heavy;
    @Inject LedgerQueries queries;

    @Test
    void filteredPagesAreIndexScans() {
        // Given: 30,000 lines in USD of one account, and another asset that it once had
        Database.run(
                """
                INSERT INTO journal_entry (entry_id, kind, reference_id, symbol, at)
                    SELECT 4000000000000 + n, 'deposit', 'x' || n, '', 4000000000000 + n
                    FROM generate_series(1, 30000) n;
                INSERT INTO posting (entry_id, line, account_id, asset, amount, kind)
                    SELECT 4000000000000 + n, l, CASE l WHEN 0 THEN 0 ELSE 777 END, 'USD',
                        CASE l WHEN 0 THEN -1 ELSE 1 END, 'deposit'
                    FROM generate_series(1, 30000) n, generate_series(0, 1) l;
                INSERT INTO balance VALUES (777, 'USD', 30000, 0, 1, 0), (777, 'ZZZ', 0, 0, 1, 0)\
                """);
        Database.run("ANALYZE posting; ANALYZE journal_entry");

        // When / Then
        assertThat(plan(new LineFilter("ZZZ", null, null, null, null)))
                .contains("posting_pkey")
                .doesNotContain("Seq Scan on posting");
        assertThat(plan(new LineFilter(null, EntryKind.WITHDRAWAL, null, null, null)))
                .contains("posting_kind")
                .doesNotContain("Seq Scan on posting");
        assertThat(plan(new LineFilter(null, EntryKind.TRADE, 5L, null, null)))
                .contains("posting_pkey", "journal_entry_time")
                .doesNotContain("Seq Scan on posting", "Seq Scan on journal_entry");
        assertThat(plan(new LineFilter(null, null, null, null, null)))
                .contains("posting_pkey")
                .doesNotContain("Seq Scan on posting");
    }

    @Test
    void pagesOfAllAssetsAreInTheOrderOfTheJournal() {
        // Given: an account with lines 1, 4 in one asset, 2, 5 in another and 3 in a third
        Database.run(
                """
                INSERT INTO journal_entry (entry_id, kind, reference_id, symbol, at)
                    SELECT 5000000000000 + n, 'adjustment', 'y' || n, '', 5000000000000 + n
                    FROM generate_series(1, 5) n;
                INSERT INTO posting
                        (entry_id, line, account_id, asset, amount, kind, balance_after)
                    SELECT 5000000000000 + n, l, CASE l WHEN 0 THEN 0 ELSE 775 END,
                        'A' || n % 3, CASE l WHEN 0 THEN -n ELSE n END, 'adjustment', n
                    FROM generate_series(1, 5) n, generate_series(0, 1) l;
                INSERT INTO balance VALUES (775, 'A0', 3, 0, 1, 0), (775, 'A1', 5, 0, 1, 0),
                    (775, 'A2', 7, 0, 1, 0)\
                """);

        // When / Then
        assertThat(amounts(new LineFilter(null, null, null, null, null), true))
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(amounts(new LineFilter(null, null, null, null, null), false))
                .containsExactly(5L, 4L, 3L, 2L);
        assertThat(amounts(new LineFilter("A1", null, null, null, null), false))
                .containsExactly(4L, 1L);
        assertThat(
                        amounts(
                                new LineFilter(
                                        null,
                                        EntryKind.ADJUSTMENT,
                                        5000000000002L,
                                        5000000000004L,
                                        null),
                                true))
                .containsExactly(2L, 3L, 4L);
        assertThat(amounts(new LineFilter(null, EntryKind.TRADE, null, null, null), true))
                .isEmpty();
        LedgerQueries.LineId second = new LedgerQueries.LineId(5000000000002L, 1);
        assertThat(amounts(new LineFilter(null, null, null, null, second), true))
                .containsExactly(3L, 4L, 5L);
    }

    private List<Long> amounts(LineFilter filter, boolean ascending) {
        return queries.lines(775, filter, ascending, 4).await().indefinitely().stream()
                .map(LedgerQueries.LedgerLine::amount)
                .toList();
    }

    @Test
    void accountSearchesTwiceAtOnceAndForTwoSeconds() {
        // When: none of these would end by itself within ten seconds
        List<CompletableFuture<RowSet<Row>>> searches = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            searches.add(
                    heavy.rows(778, "SELECT pg_sleep(60), $1::int", Tuple.of(1))
                            .subscribeAsCompletionStage());
        }

        // Then
        assertThatThrownBy(
                        () -> heavy.rows(778, "SELECT $1::int", Tuple.of(1)).await().indefinitely())
                .isInstanceOfSatisfying(
                        ApiException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.RATE_LIMITED));
        assertThat(heavy.rows(779, "SELECT $1::int", Tuple.of(1)).await().indefinitely())
                .hasSize(1);
        for (CompletableFuture<RowSet<Row>> search : searches) {
            assertThatThrownBy(search::join)
                    .hasCauseInstanceOf(ApiException.class)
                    .hasMessageContaining("takes too long");
        }
        assertThat(heavy.busyAccounts()).isZero();
    }

    @Test
    void searchesOfManyAccountsLeaveRoomForBalances() throws InterruptedException {
        // Given: more accounts search again and again than the pool has connections
        Sandbox reader = Sandbox.open();
        AtomicBoolean stopped = new AtomicBoolean();
        List<Thread> searchers = new ArrayList<>();
        for (int account = 800; account < 816; account++) {
            long searcher = account;
            searchers.add(Thread.ofVirtual().start(() -> searchUntil(stopped, searcher)));
        }
        try {
            // When
            long most = 0;
            for (int i = 0; i < 100 || most == 0; i++) {
                // It needs a connection itself.
                most = Math.max(most, searchesUnderWay());
            }
            // Then
            assertThat(most).isEqualTo(HistorySearches.OF_ALL_AT_ONCE);
            Response refused = reader.request().get("/api/v1/account/ledger");
            while (refused.statusCode() == 200) {
                refused = reader.request().get("/api/v1/account/ledger");
            }
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.<String>path("error.message")).startsWith("Too many searches");
        } finally {
            stopped.set(true);
            for (Thread searcher : searchers) {
                searcher.join();
            }
        }
        assertThat(heavy.busyAccounts()).isZero();
        assertThat(heavy.rows(816, "SELECT $1::int", Tuple.of(1)).await().indefinitely())
                .hasSize(1);
    }

    private void searchUntil(AtomicBoolean stopped, long account) {
        while (!stopped.get()) {
            assertThatThrownBy(() ->
                            heavy.rows(account, "SELECT pg_sleep(60), $1::int", Tuple.of(1))
                                    .await()
                                    .indefinitely())
                    .isInstanceOf(ApiException.class);
        }
    }

    private long searchesUnderWay() {
        return pool.query(
                        "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                                + " AND query LIKE 'SELECT pg_sleep(60)%'")
                .execute()
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }

    @Test
    void assetThatIsNotThereIsSaidToBeUnknown() {
        Sandbox account = Sandbox.open();
        account.request()
                .get("/api/v1/account/ledger?asset=ZZZ")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("INVALID_ASSET"))
                .body("error.details.asset", equalTo("ZZZ"));
        account.get("/api/v1/account/ledger?asset=usd");
    }

    private String plan(LineFilter filter) {
        LedgerQueries.Search search = LedgerQueries.search(777, filter, false, 100);
        StringBuilder plan = new StringBuilder();
        pool.preparedQuery("EXPLAIN " + search.sql())
                .execute(search.parameters())
                .await()
                .indefinitely()
                .forEach(row -> plan.append(row.getString(0)).append('\n'));
        return plan.toString();
    }
}
