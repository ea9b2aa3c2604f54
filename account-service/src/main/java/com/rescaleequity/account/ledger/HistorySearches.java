package com.rescaleequity.account.ledger;

import com.rescaleequity.platform.database.AccountSearches;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Searches of this service's database take four of its twelve connections at most. */
@ApplicationScoped
class HistorySearches {

    static final int OF_ALL_AT_ONCE = 4;

    @Produces
    @Singleton
    AccountSearches searches(Pool pool) {
        return new AccountSearches(pool, OF_ALL_AT_ONCE);
    }
}
