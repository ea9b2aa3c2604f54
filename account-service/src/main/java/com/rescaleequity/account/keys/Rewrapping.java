package com.rescaleequity.account.keys;

import com.rescaleequity.account.accounts.Account;
import com.rescaleequity.account.requests.FirstAnswers;
import com.rescaleequity.platform.auth.SecretVault;
import com.rescaleequity.platform.runtime.Worker;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Wraps under the newest wrapping key what an older one has wrapped: secrets, which every service
 * is told of again, and first answers. When nothing is left, the older key may go.
 */
@ApplicationScoped
public class Rewrapping {

    private static final Logger LOG = Logger.getLogger(Rewrapping.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MOST = 200;
    private static final String OLD =
            """
            SELECT key_id FROM api_key WHERE forgotten_at = 0
                AND substring(wrapped_secret FROM 2 FOR 4) <> decode(:newest, 'hex') LIMIT %d\
            """
                    .formatted(MOST);

    private final Worker worker = new Worker("rewrapping", this::round);
    private final SecretVault vault;
    private final KeyIssuer issuer;
    private final FirstAnswers answers;

    Rewrapping(SecretVault vault, KeyIssuer issuer, FirstAnswers answers) {
        this.vault = vault;
        this.issuer = issuer;
        this.answers = answers;
    }

    void start(@Observes StartupEvent event) {
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) {
        worker.close();
    }

    private void round() throws Throwable {
        worker.pause(PERIOD);
        int keys = 0;
        int firstAnswers = 0;
        int done = MOST;
        while (worker.isRunning() && done == MOST) {
            done = VertxContextSupport.subscribeAndAwait(this::rewrapKeys);
            keys += done;
        }
        done = FirstAnswers.REWRAPPED_AT_ONCE;
        while (worker.isRunning() && done == FirstAnswers.REWRAPPED_AT_ONCE) {
            done = VertxContextSupport.subscribeAndAwait(answers::rewrap);
            firstAnswers += done;
        }
        if (keys + firstAnswers > 0) {
            LOG.infof(
                    "%d secrets and %d first answers are under the newest wrapping key now",
                    keys, firstAnswers);
        }
    }

    /** Wraps some keys' secrets again, and says of how many. */
    public Uni<Integer> rewrapKeys() {
        String newest = HexFormat.of().formatHex(vault.newestKeyId());
        return Panache.withTransaction(() ->
                Panache.getSession()
                        .chain(session ->
                                session.createNativeQuery(OLD, String.class)
                                        .setParameter("newest", newest)
                                        .getResultList())
                        .chain(this::rewrapAll));
    }

    private Uni<Integer> rewrapAll(List<String> keyIds) {
        return Multi.createFrom()
                .iterable(keyIds)
                .onItem()
                .transformToUniAndConcatenate(
                        id -> StoredKey.<StoredKey>findById(id).chain(this::rewrap))
                .collect()
                .asList()
                .map(List::size);
    }

    // The account is locked, so that nobody changes the key between reading and announcing it.
    private Uni<StoredKey> rewrap(StoredKey read) {
        return Account.locked(read.accountId)
                .chain(account ->
                        Panache.getSession()
                                .chain(session -> session.refresh(read))
                                .invoke(() -> {
                                    byte[] secret =
                                            vault.unwrap(
                                                    read.wrappedSecret, read.keyId, read.accountId);
                                    read.wrappedSecret =
                                            vault.wrap(
                                                    new String(secret, StandardCharsets.UTF_8),
                                                    read.keyId,
                                                    read.accountId);
                                })
                                .chain(() -> issuer.announce(read, account)))
                .replaceWith(read);
    }
}
