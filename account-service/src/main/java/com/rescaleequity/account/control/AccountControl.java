package com.rescaleequity.account.control;

import com.rescaleequity.account.accounts.Account;
import com.rescaleequity.account.accounts.AccountStatus;
import com.rescaleequity.account.accounts.AuditRecord;
import com.rescaleequity.account.accounts.Origin;
import com.rescaleequity.account.keys.KeyIssuer;
import com.rescaleequity.account.keys.StoredKey;
import com.rescaleequity.account.outbox.Outbox;
import com.rescaleequity.account.requests.FirstAnswers;
import com.rescaleequity.account.requests.NamedRequest;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.outbox.OutboxMessage;
import com.rescaleequity.platform.view.AccountIds;
import com.rescaleequity.protocol.trading.AccountState;
import com.rescaleequity.protocol.trading.SetAccountState;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Suspends and restricts accounts, and revokes their keys. A change is one transaction of the row,
 * the audit record, the command that tells the core, and the announcements of the account's keys
 * that tell every service; it is made once for each request.
 */
@ApplicationScoped
public class AccountControl {

    private final FirstAnswers answers;
    private final KeyIssuer issuer;
    private final Outbox outbox;
    private final Clock clock;

    public AccountControl(FirstAnswers answers, KeyIssuer issuer, Outbox outbox, Clock clock) {
        this.answers = answers;
        this.issuer = issuer;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * A change that was stored.
     *
     * @param keys the keys that it revoked
     * @param announcements messages that tell every service
     * @param commands messages that tell the core
     */
    public record Change(
            long accountId,
            String status,
            List<String> keys,
            List<Long> announcements,
            List<Long> commands) {}

    /** Puts an account into another state. Suspending it ends its open orders, too. */
    public Uni<Change> setStatus(
            long accountId, AccountStatus status, Origin origin, NamedRequest request) {
        return Panache.withTransaction(() ->
                        answers.once(
                                request,
                                Change.class,
                                () ->
                                        locked(accountId)
                                                .chain(account -> store(account, status, origin))))
                .map(FirstAnswers.Answer::value);
    }

    private Uni<Change> store(Account account, AccountStatus status, Origin origin) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("before", account.status);
        detail.put("state", status.text());
        account.status = status.text();
        return AuditRecord.write(
                        clock.millis(),
                        origin,
                        "accounts.state",
                        AccountIds.text(account.accountId),
                        detail)
                .chain(() -> StoredKey.ofAccount(account.accountId))
                .chain(keys -> announce(keys, account))
                .chain(announced ->
                        outbox.setAccountState(command(account.accountId, status))
                                .map(told ->
                                        new Change(
                                                account.accountId,
                                                account.status,
                                                List.of(),
                                                ids(announced),
                                                ids(List.of(told)))));
    }

    /** The command that tells the core. */
    public static SetAccountState command(long accountId, AccountStatus status) {
        return SetAccountState.newBuilder()
                .setAccountId(accountId)
                .setState(
                        switch (status) {
                            case ACTIVE, WITHDRAWALS_DISABLED -> AccountState.ACCOUNT_ACTIVE;
                            case SUSPENDED -> AccountState.ACCOUNT_SUSPENDED;
                            case TRADING_DISABLED -> AccountState.ACCOUNT_TRADING_DISABLED;
                        })
                .build();
    }

    /**
     * Revokes keys for good.
     *
     * @param keyId the one key; null for all of the account
     */
    public Uni<Change> revoke(
            long accountId, @Nullable String keyId, Origin origin, NamedRequest request) {
        return Panache.withTransaction(() ->
                        answers.once(
                                request,
                                Change.class,
                                () ->
                                        locked(accountId)
                                                .chain(account -> revoke(account, keyId, origin))))
                .map(FirstAnswers.Answer::value);
    }

    private Uni<Change> revoke(Account account, @Nullable String keyId, Origin origin) {
        return StoredKey.ofAccount(account.accountId)
                .map(all ->
                        all.stream().filter(k -> keyId == null || k.keyId.equals(keyId)).toList())
                .chain(keys -> {
                    if (keys.isEmpty() && keyId != null) {
                        throw new ApiException(
                                ErrorCode.KEY_NOT_FOUND, "The account has no key " + keyId + ".");
                    }
                    keys.forEach(key -> key.revoke(clock.millis()));
                    List<String> ids = keys.stream().map(key -> key.keyId).toList();
                    return AuditRecord.write(
                                    clock.millis(),
                                    origin,
                                    "keys.revoke",
                                    AccountIds.text(account.accountId),
                                    Map.of("keys", ids))
                            .chain(() -> announce(keys, account))
                            .map(announced ->
                                    new Change(
                                            account.accountId,
                                            account.status,
                                            ids,
                                            ids(announced),
                                            List.of()));
                });
    }

    private Uni<List<OutboxMessage>> announce(List<StoredKey> keys, Account account) {
        List<OutboxMessage> announced = new ArrayList<>();
        return Multi.createFrom()
                .iterable(keys)
                .onItem()
                .transformToUniAndConcatenate(key -> issuer.announce(key, account))
                .collect()
                .in(() -> announced, List::add);
    }

    private static List<Long> ids(List<OutboxMessage> messages) {
        return messages.stream().map(message -> message.messageId).toList();
    }

    private static Uni<Account> locked(long accountId) {
        return Account.<Account>findById(accountId, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() ->
                        ApiException.ofField(
                                "accountId", ErrorCode.INVALID_PARAMETER, "is not an account."));
    }
}
