package com.rescaleequity.account.accounts;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds accounts for operators. */
@ApplicationScoped
public class AccountSearch {

    private static final int MOST = 100;
    private static final String COLUMNS =
            "account_id, label, tier, fee_tier, status, sandbox, created_at";
    private static final String FIND =
            "SELECT "
                    + COLUMNS
                    + " FROM account WHERE account_id > $2 AND strpos(lower(label), lower($1)) > 0"
                    + " ORDER BY account_id LIMIT "
                    + MOST;
    private static final String ONE = "SELECT " + COLUMNS + " FROM account WHERE account_id = $1";

    private final Pool pool;

    AccountSearch(Pool pool) {
        this.pool = pool;
    }

    /** A hundred accounts behind a number whose labels hold a text, in any case; oldest first. */
    public Uni<List<Account>> find(String text, long after) {
        return pool.preparedQuery(FIND).execute(Tuple.of(text, after)).map(AccountSearch::accounts);
    }

    /** The account of a number. */
    public Uni<Optional<Account>> of(long accountId) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(accountId))
                .map(rows -> accounts(rows).stream().findFirst());
    }

    private static List<Account> accounts(RowSet<Row> rows) {
        List<Account> accounts = new ArrayList<>();
        rows.forEach(row -> accounts.add(Account.of(row)));
        return accounts;
    }
}
