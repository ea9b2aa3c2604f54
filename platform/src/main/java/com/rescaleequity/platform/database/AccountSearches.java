package com.rescaleequity.platform.database;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.errors.LimitReached;
import com.rescaleequity.platform.runtime.Turns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/**
 * Searches that may have to look at much of an account's history: two seconds each, at most two of
 * an account at a time, and so many over all accounts, which the others wait for. So no accounts'
 * searches, however many they are, keep anybody from what else the pool serves.
 */
public final class AccountSearches {

    private static final int OF_ACCOUNT = 2;

    /** With the two seconds of a search less than the three for which a caller waits. */
    private static final Duration PATIENCE = Duration.ofMillis(800);

    private static final long RETRY_MILLIS = 500;
    private static final String CANCELLED = "57014";
    private static final String TWO_SECONDS = "SET LOCAL statement_timeout = 2000";

    private final Map<Long, Integer> running = new ConcurrentHashMap<>();
    private final Pool pool;
    private final Turns turns;

    /**
     * Searches on a pool of connections.
     *
     * @param ofAll at once over all accounts, fewer than the pool has connections
     */
    public AccountSearches(Pool pool, int ofAll) {
        this.pool = pool;
        this.turns = new Turns(ofAll, PATIENCE);
    }

    /**
     * The rows of a query for an account; 429 when two are at it already, 503 when it takes too
     * long.
     */
    public Uni<RowSet<Row>> rows(long accountId, String sql, Tuple parameters) {
        return Uni.createFrom()
                .deferred(() -> {
                    enter(accountId);
                    return piece(sql, parameters).onTermination().invoke(() -> leave(accountId));
                });
    }

    /**
     * The same for a piece of a file: it waits for its turn like the others, but an account that is
     * sent files searches beside them. For those who bound files themselves.
     */
    public Uni<RowSet<Row>> piece(String sql, Tuple parameters) {
        return turns.take(() -> search(sql, parameters))
                .onFailure(AccountSearches::tookTooLong)
                .transform(late ->
                        ApiException.unavailable(
                                "The search takes too long; ask for a shorter time.", 1000))
                .onFailure(TimeoutException.class)
                .transform(late ->
                        ApiException.unavailable("Too many searches are under way; retry.", 1000));
    }

    /** How many accounts search at this moment. */
    public int busyAccounts() {
        return running.size();
    }

    private Uni<RowSet<Row>> search(String sql, Tuple parameters) {
        return pool.withTransaction(connection ->
                connection
                        .query(TWO_SECONDS)
                        .execute()
                        .chain(() -> connection.preparedQuery(sql).execute(parameters)));
    }

    private void enter(long accountId) {
        if (running.merge(accountId, 1, Integer::sum) > OF_ACCOUNT) {
            leave(accountId);
            throw new LimitReached("searches-at-once", OF_ACCOUNT, 2, RETRY_MILLIS)
                    .refusal(
                            ErrorCode.RATE_LIMITED,
                            "An account searches its history at most "
                                    + OF_ACCOUNT
                                    + " times at once.");
        }
    }

    private void leave(long accountId) {
        running.compute(accountId, (id, count) -> count == null || count == 1 ? null : count - 1);
    }

    private static boolean tookTooLong(Throwable failure) {
        return failure instanceof PgException refusal && CANCELLED.equals(refusal.getSqlState());
    }
}
