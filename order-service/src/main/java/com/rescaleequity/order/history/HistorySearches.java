package com.rescaleequity.order.history;

import com.rescaleequity.platform.database.AccountSearches;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Searches of this service's database take three of its eight connections at most. */
@ApplicationScoped
class HistorySearches {

    static final int OF_ALL_AT_ONCE = 3;

    @Produces
    @Singleton
    AccountSearches searches(Pool pool) {
        return new AccountSearches(pool, OF_ALL_AT_ONCE);
    }
}
