package com.rescaleequity.platform.csv;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.errors.LimitReached;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Answers with files. A file takes as long as its reader takes, and the memory of one piece: so
 * only so many are under way, two of an account among them. An account's place is free again when
 * its answer has ended, in whatever way.
 */
@ApplicationScoped
public class CsvFiles {

    /** The media type of files. */
    public static final String TYPE = "text/csv; charset=utf-8";

    static final int OF_ACCOUNT = 2;
    static final int OF_ALL = 32;

    private static final long RETRY_MILLIS = 1000;

    private final Map<Long, Integer> open = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(OF_ALL);

    /**
     * 200 with a file once its first rows are read, and whatever their reading is refused with; 429
     * when the account is sent two already, 503 when all accounts together are sent too many.
     */
    public <R> Uni<Response> answer(RoutingContext http, long accountId, CsvSource<R> source) {
        enter(accountId);
        AtomicBoolean over = new AtomicBoolean();
        Runnable end =
                () -> {
                    if (over.compareAndSet(false, true)) {
                        leave(accountId);
                    }
                };
        http.addEndHandler(ended -> end.run());
        if (http.response().closed()) {
            // Who had gone before is not told of any more.
            end.run();
        }
        CsvPieces<R> pieces = new CsvPieces<>(source);
        return pieces.first()
                .map(beginning ->
                        Response.ok(new CsvFile(beginning, pieces))
                                .header("Content-Type", TYPE)
                                .build());
    }

    /** How many files are under way. */
    int underWay() {
        return OF_ALL - places.availablePermits();
    }

    private void enter(long accountId) {
        if (open.merge(accountId, 1, Integer::sum) > OF_ACCOUNT) {
            forget(accountId);
            throw new LimitReached("files-at-once", OF_ACCOUNT, 1, RETRY_MILLIS)
                    .refusal(
                            ErrorCode.RATE_LIMITED,
                            "An account is sent at most " + OF_ACCOUNT + " files at once.");
        }
        if (!places.tryAcquire()) {
            forget(accountId);
            throw ApiException.unavailable("Too many files are under way; retry.", RETRY_MILLIS);
        }
    }

    private void leave(long accountId) {
        places.release();
        forget(accountId);
    }

    private void forget(long accountId) {
        open.compute(accountId, (id, count) -> count == null || count == 1 ? null : count - 1);
    }
}
