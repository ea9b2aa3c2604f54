package com.rescaleequity.platform.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes the service's pool of connections to its database. A connection from which nothing comes
 * for longer than an answer may take is closed: what waits on it fails and others take its place,
 * also when the database's host vanishes without a word or hangs. TCP's own user timeout would need
 * a native transport, and would not notice a host that hangs.
 */
@ApplicationScoped
public class DatabasePool implements PgPoolCreator {

    /** Above the time limit of every statement, and of JDBC's connections. */
    static final int ANSWER_SECONDS = 20;

    /** The pool closes what nobody uses before its silence would be taken for the database's. */
    private static final int IDLE_SECONDS = 15;

    private static final int CONNECT_MILLIS = 5_000;

    @Override
    public Pool create(Input input) {
        for (PgConnectOptions options : input.pgConnectOptionsList()) {
            options.setConnectTimeout(CONNECT_MILLIS);
            options.setIdleTimeoutUnit(TimeUnit.SECONDS);
            options.setReadIdleTimeout(ANSWER_SECONDS);
        }
        return PgBuilder.pool()
                .with(
                        input.poolOptions()
                                .setIdleTimeout(IDLE_SECONDS)
                                .setIdleTimeoutUnit(TimeUnit.SECONDS))
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }
}
