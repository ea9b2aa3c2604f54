package com.rescaleequity.account.keys;

import com.rescaleequity.account.accounts.Account;
import com.rescaleequity.account.accounts.AuditRecord;
import com.rescaleequity.account.accounts.Origin;
import com.rescaleequity.account.requests.FirstAnswers;
import com.rescaleequity.account.requests.FirstAnswers.Answer;
import com.rescaleequity.account.requests.NamedRequest;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where an account's owner makes, changes and revokes its keys. What a key does to another is one
 * transaction with the audit record and the announcement to every service, and is done once for
 * each of its names. The account is locked meanwhile: of two keys that revoke each other one wins,
 * and no key makes another after its own end.
 */
@ApplicationScoped
public class KeyDesk {

    /** The most keys that an account may use at once. */
    static final int MOST = 30;

    /** The most that it may make in a day: what is revoked is remembered everywhere for a while. */
    static final int MOST_A_DAY = 100;

    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final FirstAnswers answers;
    private final KeyIssuer issuer;
    private final Clock clock;

    public KeyDesk(FirstAnswers answers, KeyIssuer issuer, Clock clock) {
        this.answers = answers;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** Who asks: a key of the account, and how the audit trail calls it. */
    public record Owner(long accountId, String keyId, Origin origin) {}

    /**
     * What became of a key.
     *
     * @param secrets of a new key; null of one that was there
     * @param announcement the message that tells every service
     */
    public record Outcome(KeyDetails key, @Nullable IssuedKey secrets, long announcement) {}

    /** A key; null when there is none. */
    public Uni<@Nullable KeyDetails> find(String keyId) {
        return Panache.withSession(() -> StoredKey.<StoredKey>findById(keyId))
                .map(key -> key == null ? null : key.details());
    }

    /** Keys of the account that are remembered, oldest first. */
    public Uni<List<KeyDetails>> list(long accountId) {
        return Panache.withSession(() -> StoredKey.ofAccount(accountId))
                .map(keys -> keys.stream().map(StoredKey::details).toList());
    }

    /**
     * Makes a key.
     *
     * @param signature how it signs
     */
    public Uni<Answer<Outcome>> create(
            Owner owner,
            String label,
            KeyWish wish,
            KeyIssuer.SignatureKind signature,
            List<NamedRequest> names) {
        return once(
                owner,
                names,
                (account, keys, origin) -> {
                    long now = clock.millis();
                    KeyTerms maker = own(owner, keys, now).terms();
                    requireRoom(keys, now);
                    KeyTerms terms = wish.inOrder().asNew(maker, now);
                    requireSound(terms, now);
                    requireNotWider(terms, maker);
                    return issuer.issue(account, label, terms, signature, now)
                            .chain(issue ->
                                    audit(origin, "keys.create", issue.stored())
                                            .replaceWith(
                                                    new Outcome(
                                                            issue.stored().details(),
                                                            issue.key(),
                                                            issue.message().messageId)));
                });
    }

    /** Changes a key that is not revoked. Its scopes never grow. */
    public Uni<Answer<Outcome>> update(
            Owner owner,
            String keyId,
            @Nullable String label,
            KeyWish wish,
            List<NamedRequest> names) {
        return once(
                owner,
                names,
                (account, keys, origin) -> {
                    long now = clock.millis();
                    KeyTerms maker = own(owner, keys, now).terms();
                    StoredKey key = named(keyId, keys);
                    if (!key.isActive()) {
                        throw unknown(keyId);
                    }
                    if (label == null && wish.isEmpty()) {
                        throw new ApiException(ErrorCode.NO_CHANGE, "Nothing is to be changed.");
                    }
                    KeyTerms before = key.terms();
                    KeyTerms terms = wish.inOrder().over(before);
                    requireSound(terms, wish.expiresAt() == null ? 0 : now);
                    requireNotWider(terms, maker);
                    if (!before.scopes().containsAll(terms.scopes())) {
                        throw wider();
                    }
                    key.label = label == null ? key.label : label;
                    key.setTerms(terms);
                    return told("keys.update", account, key, origin);
                });
    }

    /** Ends a key for good; one that has ended already stays so. */
    public Uni<Answer<Outcome>> revoke(Owner owner, String keyId, List<NamedRequest> names) {
        return once(
                owner,
                names,
                (account, keys, origin) -> {
                    var _ = own(owner, keys, clock.millis());
                    StoredKey key = named(keyId, keys);
                    key.revoke(clock.millis());
                    return told("keys.revoke", account, key, origin);
                });
    }

    /** What is done with the account's keys while nobody else does anything with them. */
    private interface Work {
        Uni<Outcome> with(Account account, List<StoredKey> keys, Origin origin);
    }

    private Uni<Answer<Outcome>> once(Owner owner, List<NamedRequest> names, Work work) {
        Origin origin = owner.origin();
        Supplier<Uni<Outcome>> locked =
                () ->
                        Account.locked(owner.accountId())
                                .chain(account ->
                                        StoredKey.ofAccount(owner.accountId())
                                                .chain(keys -> work.with(account, keys, origin)));
        return Panache.withTransaction(() -> answers.once(names, Outcome.class, locked));
    }

    private Uni<Outcome> told(String action, Account account, StoredKey key, Origin origin) {
        return audit(origin, action, key)
                .chain(() -> issuer.announce(key, account))
                .map(message -> new Outcome(key.details(), null, message.messageId));
    }

    private Uni<AuditRecord> audit(Origin origin, String action, StoredKey key) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("label", key.label);
        detail.put("scopes", key.scopeList());
        detail.put("ipAllowList", key.addressList());
        detail.put("requireSignature", key.requireSignature);
        detail.put("minSignatureVersion", key.minSignatureVersion);
        detail.put("allowQueryToken", key.allowQueryToken);
        detail.put("expiresAt", key.expiresAt);
        return AuditRecord.write(clock.millis(), origin, action, key.keyId, detail);
    }

    /** The key that asks, as it is now: it may have ended since it was let in. */
    private static StoredKey own(Owner owner, List<StoredKey> keys, long now) {
        return keys.stream()
                .filter(key -> key.keyId.equals(owner.keyId()) && key.isUsable(now))
                .findFirst()
                .orElseThrow(Account::unknown);
    }

    private static StoredKey named(String keyId, List<StoredKey> keys) {
        return keys.stream()
                .filter(key -> key.keyId.equals(keyId))
                .findFirst()
                .orElseThrow(() -> unknown(keyId));
    }

    private static ApiException unknown(String keyId) {
        return new ApiException(
                ErrorCode.KEY_NOT_FOUND, "The account has no such key.", Map.of("keyId", keyId));
    }

    private static void requireRoom(List<StoredKey> keys, long now) {
        long usable = keys.stream().filter(key -> key.isUsable(now)).count();
        if (usable >= MOST) {
            throw new ApiException(
                    ErrorCode.KEY_LIMIT_REACHED,
                    "An account has at most " + MOST + " keys; revoke one first.",
                    Map.of("limit", MOST));
        }
        long today = keys.stream().filter(key -> key.createdAt > now - DAY_MILLIS).count();
        if (today >= MOST_A_DAY) {
            throw new ApiException(
                    ErrorCode.KEY_LIMIT_REACHED,
                    "An account makes at most " + MOST_A_DAY + " keys a day.",
                    Map.of("limit", MOST_A_DAY));
        }
    }

    /** Refuses terms that no key may have, or that end before they begin (0 = as they are). */
    private static void requireSound(KeyTerms terms, long now) {
        if (terms.opensTooMuch()) {
            throw ApiException.ofField(
                    "ipAllowList",
                    ErrorCode.INVALID_PARAMETER,
                    "is required for the scopes withdraw and manage.");
        }
        if (now != 0 && terms.expiresAt() != 0 && terms.expiresAt() <= now) {
            throw ApiException.ofField(
                    "expiresAt", ErrorCode.INVALID_PARAMETER, "must be in the future.");
        }
    }

    private static void requireNotWider(KeyTerms terms, KeyTerms maker) {
        if (terms.isWiderThan(maker)) {
            throw wider();
        }
    }

    private static ApiException wider() {
        return new ApiException(
                ErrorCode.PERMISSION_DENIED,
                "A key cannot get more scopes, a wider ipAllowList or a later expiry than the key"
                        + " that asks, nor more scopes than it was made with.");
    }
}
