package com.rescaleequity.account.opening;

import com.rescaleequity.platform.auth.KeyTable;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.errors.LimitReached;
import com.rescaleequity.platform.limits.Policy;
import com.rescaleequity.platform.limits.RateLimits;
import com.rescaleequity.platform.runtime.OnceAMinute;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * How many accounts the sandbox hands out, in an hour and at all, over all addresses and all
 * replicas: each one takes room in every process, its key as long as it lives and the account for
 * ever.
 */
@ApplicationScoped
public class OpeningLimit {

    private static final Duration WINDOW = Duration.ofHours(1);
    private static final long FULL_RETRY_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final long BUSY_RETRY_MILLIS = 1000;
    private static final Logger LOG = Logger.getLogger(OpeningLimit.class);

    /** What openings of all replicas take turns by. */
    public static final long LOCK = 7_283_110_052L;

    private static final String TAKE_TURNS =
            "SELECT count(*) FROM (SELECT pg_advisory_xact_lock(:lock)) AS turn";
    private static final String ALL = "select count(a) from Account a where a.sandbox = true";
    private static final String NEWEST =
            "select a.createdAt from Account a where a.sandbox = true and a.createdAt > :since"
                    + " order by a.createdAt desc";

    private final RateLimits limits;
    private final KeyTable keys;
    private final Clock clock;
    private final int most;
    private final long mostEver;
    private final OnceAMinute alarm = new OnceAMinute();

    public OpeningLimit(
            RateLimits limits,
            KeyTable keys,
            Clock clock,
            @ConfigProperty(name = "exchange.sandbox.accounts-per-hour", defaultValue = "200")
                    int most,
            @ConfigProperty(name = "exchange.sandbox.accounts", defaultValue = "100000")
                    long mostEver) {
        this.limits = limits;
        this.keys = keys;
        this.clock = clock;
        this.most = most;
        this.mostEver = mostEver;
    }

    /**
     * Fails with 429 when the hour is full, and with 503 while all the accounts, or their keys,
     * leave no room, or it is not its turn in time. Part of the transaction that opens an account.
     */
    Uni<Void> admit() {
        if (!limits.isEnabled()) {
            return Uni.createFrom().voidItem();
        }
        if (!keys.hasRoomForNewcomers()) {
            throw ApiException.unavailable(
                    "The sandbox is full until keys that nobody uses are forgotten.",
                    FULL_RETRY_MILLIS);
        }
        long since = clock.millis() - WINDOW.toMillis();
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(TAKE_TURNS, Long.class)
                                .setParameter("lock", LOCK)
                                .getSingleResult()
                                .onFailure(LockTimeoutException.class)
                                .transform(late -> busy())
                                .chain(() -> oldestThatCounts(session, since))
                                .invoke(oldest -> {
                                    if (!oldest.isEmpty()) {
                                        throw full(oldest.getFirst() - since);
                                    }
                                })
                                .chain(() ->
                                        session.createQuery(ALL, Long.class).getSingleResult()))
                .invoke(this::requireRoom)
                .replaceWithVoid();
    }

    private void requireRoom(long accounts) {
        if (accounts < mostEver) {
            return;
        }
        if (alarm.isDue()) {
            LOG.errorf(
                    "The sandbox is full: it has handed out %d accounts"
                            + " (exchange.sandbox.accounts); nobody can open another.",
                    accounts);
        }
        throw ApiException.unavailable(
                "The sandbox has handed out all of its accounts; its operators know.",
                WINDOW.toMillis());
    }

    /** Nothing has been opened: it was not its turn in time. */
    static ApiException busy() {
        return ApiException.unavailable(
                "Too many accounts are being opened at the moment; retry.", BUSY_RETRY_MILLIS);
    }

    /** When the last one was opened that must leave the hour before another one may come. */
    private Uni<List<Long>> oldestThatCounts(Mutiny.Session session, long since) {
        return session.createQuery(NEWEST, Long.class)
                .setParameter("since", since)
                .setFirstResult(most - 1)
                .setMaxResults(1)
                .getResultList();
    }

    private ApiException full(long waitMillis) {
        return new LimitReached(
                        Policy.SANDBOX_ACCOUNTS.text(),
                        most,
                        WINDOW.toSeconds(),
                        Math.max(1, waitMillis))
                .refusal(
                        ErrorCode.RATE_LIMITED,
                        "The sandbox opens "
                                + most
                                + " accounts an hour over all callers; retry later.");
    }
}
