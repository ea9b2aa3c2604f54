package com.rescaleequity.account.keys;

import com.rescaleequity.account.accounts.Account;
import com.rescaleequity.account.outbox.Outbox;
import com.rescaleequity.account.requests.FirstAnswers;
import com.rescaleequity.platform.outbox.OutboxMessage;
import com.rescaleequity.platform.runtime.Worker;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Lets every service forget keys that nobody can or does use: those that expired or were revoked
 * more than a day ago, and those of sandbox accounts none of whose balances has moved, nor been
 * held by an order, for ninety days. A forgotten key is as unknown as one that never was.
 */
@ApplicationScoped
public class KeyRetirement {

    private static final Logger LOG = Logger.getLogger(KeyRetirement.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final long GRACE_MILLIS = Duration.ofDays(1).toMillis();
    private static final long UNUSED_MILLIS = Duration.ofDays(90).toMillis();
    private static final int MOST = 500;
    private static final String ENDED =
            "select k.keyId from StoredKey k where k.forgottenAt = 0"
                    + " and (k.expiresAt > 0 and k.expiresAt < :expired"
                    + " or k.revokedAt > 0 and k.revokedAt < :expired)";
    private static final String UNUSED =
            """
            SELECT k.key_id FROM api_key k JOIN account a USING (account_id)
            WHERE k.forgotten_at = 0 AND k.created_at < :unused AND a.sandbox
                AND NOT EXISTS (SELECT FROM balance b WHERE b.account_id = k.account_id
                    AND b.updated_at >= :unused)\
            """;

    private final Worker worker = new Worker("key-retirement", this::round);
    private final KeyIssuer issuer;
    private final Outbox outbox;
    private final FirstAnswers answers;
    private final Clock clock;

    KeyRetirement(KeyIssuer issuer, Outbox outbox, FirstAnswers answers, Clock clock) {
        this.issuer = issuer;
        this.outbox = outbox;
        this.answers = answers;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) {
        worker.close();
    }

    private void round() throws Throwable {
        worker.pause(PERIOD);
        if (worker.isRunning()) {
            int retired = VertxContextSupport.subscribeAndAwait(() -> retire(clock.millis()));
            if (retired > 0) {
                LOG.infof("%d API keys that nobody uses are forgotten", retired);
            }
            VertxContextSupport.subscribeAndAwait(answers::dropOld);
        }
    }

    /**
     * Retires what is due, a few hundred keys at once, and says how many.
     *
     * @param now epoch ms
     */
    public Uni<Integer> retire(long now) {
        return Panache.withTransaction(() ->
                Panache.getSession()
                        .chain(session ->
                                session.createQuery(ENDED, String.class)
                                        .setParameter("expired", now - GRACE_MILLIS)
                                        .setMaxResults(MOST)
                                        .getResultList()
                                        .chain(expired ->
                                                session.createNativeQuery(UNUSED, String.class)
                                                        .setParameter("unused", now - UNUSED_MILLIS)
                                                        .setMaxResults(MOST)
                                                        .getResultList()
                                                        .map(unused -> union(expired, unused))))
                        .chain(ids -> forget(ids, now)));
    }

    private static List<String> union(List<String> some, List<String> others) {
        return java.util.stream.Stream.concat(some.stream(), others.stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** A deletion is believed only of a key that may not be used any more. */
    private Uni<OutboxMessage> forget(StoredKey key, long now) {
        key.revoke(now);
        key.forgottenAt = now;
        return Account.<Account>findById(key.accountId)
                .chain(account -> issuer.announce(key, account))
                .chain(() -> outbox.forgetKey(key.keyId));
    }

    private Uni<Integer> forget(List<String> keyIds, long now) {
        return Multi.createFrom()
                .iterable(keyIds)
                .onItem()
                .transformToUniAndConcatenate(
                        id -> StoredKey.<StoredKey>findById(id).chain(key -> forget(key, now)))
                .collect()
                .asList()
                .map(List::size);
    }
}
