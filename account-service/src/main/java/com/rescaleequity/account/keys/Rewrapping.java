package com.rescaleequity.account.keys;

import com.rescaleequity.account.accounts.Account;
import com.rescaleequity.account.requests.FirstAnswers;
import com.rescaleequity.platform.auth.SecretVault;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Wraps under the newest wrapping key what an older one has wrapped: secrets, which every service
 * is told of again, and first answers. When nothing is left, the older key may go.
 */
@ApplicationScoped
public class Rewrapping {

    private static final String OLD =
            """
            SELECT key_id FROM api_key WHERE forgotten_at = 0
                AND substring(wrapped_secret FROM 2 FOR 4) <> decode(:newest, 'hex')\
            """;

    private final SecretVault vault;
    private final KeyIssuer issuer;
    private final FirstAnswers answers;

    Rewrapping(SecretVault vault, KeyIssuer issuer, FirstAnswers answers) {
        this.vault = vault;
        this.issuer = issuer;
        this.answers = answers;
    }

    /**
     * What was wrapped again.
     *
     * @param failed what no wrapping key of this process opens, or what could not be written
     */
    public record Rewrapped(int keys, int firstAnswers, int failed) {}

    /** Wraps everything again that is not under this process's newest key. */
    public Uni<Rewrapped> all() {
        return keys().chain(keys ->
                answers.rewrapAll()
                        .map(done ->
                                new Rewrapped(
                                        keys.done(), done.done(), keys.failed() + done.failed())));
    }

    private Uni<FirstAnswers.Counts> keys() {
        String newest = HexFormat.of().formatHex(vault.newestKeyId());
        return Panache.withSession(() ->
                        Panache.getSession()
                                .chain(session ->
                                        session.createNativeQuery(OLD, String.class)
                                                .setParameter("newest", newest)
                                                .getResultList()))
                .chain(ids ->
                        FirstAnswers.Counts.of(
                                ids,
                                id ->
                                        Panache.withTransaction(() ->
                                                StoredKey.<StoredKey>findById(id)
                                                        .chain(this::rewrap))));
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
