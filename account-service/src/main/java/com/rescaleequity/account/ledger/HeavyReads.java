package com.rescaleequity.account.ledger;

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
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/**
 * Searches that may have to look at much of an account's history: two seconds each, at most two of
 * an account at a time, and four over all accounts, which the others wait for. So no accounts'
 * searches, however many they are, keep anybody from the balances: the pool has eight more
 * connections for these.
 */
@ApplicationScoped
public class HeavyReads {

    static final int OF_ALL_AT_ONCE = 4;

    private static final int AT_ONCE = 2;

    /** With the two seconds of a search less than the three for which a caller waits. */
    private static final Duration PATIENCE = Duration.ofMillis(800);

    private static final long RETRY_MILLIS = 500;
    private static final String CANCELLED = "57014";
    private static final String TWO_SECONDS = "SET LOCAL statement_timeout = 2000";

    private final Map<Long, Integer> running = new ConcurrentHashMap<>();
    private final Turns turns = new Turns(OF_ALL_AT_ONCE, PATIENCE);
    private final Pool pool;

    public HeavyReads(Pool pool) {
        this.pool = pool;
    }

    /**
     * The rows of a query for an account; 429 when two are at it already, 503 when it takes too
     * long.
     */
    public Uni<RowSet<Row>> rows(long accountId, String sql, Tuple parameters) {
        return Uni.createFrom()
                .deferred(() -> {
                    enter(accountId);
                    return turns.take(() -> search(sql, parameters))
                            .onTermination()
                            .invoke(() -> leave(accountId))
                            .onFailure(HeavyReads::tookTooLong)
                            .transform(e ->
                                    ApiException.unavailable(
                                            "The search takes too long; ask for a shorter time.",
                                            1000))
                            .onFailure(TimeoutException.class)
                            .transform(e ->
                                    ApiException.unavailable(
                                            "Too many searches are under way; retry.", 1000));
                });
    }

    private Uni<RowSet<Row>> search(String sql, Tuple parameters) {
        return pool.withTransaction(connection ->
                connection
                        .query(TWO_SECONDS)
                        .execute()
                        .chain(() -> connection.preparedQuery(sql).execute(parameters)));
    }

    /** How many accounts search at this moment. */
    public int busyAccounts() {
        return running.size();
    }

    private void enter(long accountId) {
        int now = running.merge(accountId, 1, Integer::sum);
        if (now > AT_ONCE) {
            leave(accountId);
            throw tooMany();
        }
    }

    private void leave(long accountId) {
        running.compute(accountId, (id, count) -> count == null || count == 1 ? null : count - 1);
    }

    private static boolean tookTooLong(Throwable failure) {
        return failure instanceof PgException refusal && CANCELLED.equals(refusal.getSqlState());
    }

    private static ApiException tooMany() {
        return new LimitReached("searches-at-once", AT_ONCE, 2, RETRY_MILLIS)
                .refusal(
                        ErrorCode.RATE_LIMITED,
                        "An account searches its history at most " + AT_ONCE + " times at once.");
    }
}
