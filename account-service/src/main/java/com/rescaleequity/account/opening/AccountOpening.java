package com.rescaleequity.account.opening;

import com.rescaleequity.account.accounts.Account;
import com.rescaleequity.account.accounts.AuditRecord;
import com.rescaleequity.account.accounts.Origin;
import com.rescaleequity.account.keys.KeyIssuer;
import com.rescaleequity.account.outbox.OutboxMessage;
import com.rescaleequity.account.outbox.OutboxRelay;
import com.rescaleequity.account.wallet.Deposits;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.runtime.CallerContext;
import com.rescaleequity.platform.view.AccountIds;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Opens accounts. An account that was answered works: its key has reached {@code account.keys} and
 * its funds the ledger. One that was not answered in time stays behind without anybody knowing its
 * key.
 */
@ApplicationScoped
public class AccountOpening {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KeyIssuer keys;
    private final Instance<Deposits> deposits;
    private final OutboxRelay relay;
    private final Funding funding;
    private final Clock clock;

    public AccountOpening(
            KeyIssuer keys,
            Instance<Deposits> deposits,
            OutboxRelay relay,
            Funding funding,
            Clock clock) {
        this.keys = keys;
        this.deposits = deposits;
        this.relay = relay;
        this.funding = funding;
        this.clock = clock;
    }

    private record Stored(
            OpenedAccount account,
            OutboxMessage announcement,
            List<OutboxMessage> moves,
            List<String> references) {}

    /** Opens an account; 503 when that takes more than five seconds. */
    public Uni<OpenedAccount> open(NewAccount wanted, Origin origin) {
        Uni<OpenedAccount> opened =
                Panache.withTransaction(() -> store(wanted, origin)).chain(this::announce);
        return CallerContext.onCaller(
                opened.ifNoItem()
                        .after(PATIENCE)
                        .failWith(() ->
                                ApiException.unavailable(
                                        "The account cannot be opened now; retry.", 2000)));
    }

    private Uni<OpenedAccount> announce(Stored stored) {
        return relay.sent(List.of(stored.announcement()))
                .chain(() -> relay.sent(stored.moves()))
                .chain(offset -> funding.await(offset, stored.references(), PATIENCE))
                .replaceWith(stored.account());
    }

    private Uni<Stored> store(NewAccount wanted, Origin origin) {
        Account account = new Account();
        account.label = wanted.label();
        account.tier = wanted.tier().text();
        account.createdAt = clock.millis();
        return account.<Account>persist()
                .chain(kept -> audit(kept, wanted, origin))
                .chain(() ->
                        keys.issue(
                                account,
                                wanted.label(),
                                wanted.scopes(),
                                wanted.keyExpiresAt(),
                                account.createdAt))
                .chain(issue ->
                        fund(account.accountId, wanted.funds())
                                .map(made -> stored(account, issue, made)));
    }

    private static Stored stored(Account account, KeyIssuer.Issue issue, List<Deposits.Made> made) {
        return new Stored(
                new OpenedAccount(account.accountId, account.label, issue.key()),
                issue.message(),
                made.stream().map(Deposits.Made::message).toList(),
                made.stream().map(deposit -> deposit.transfer().transferId()).toList());
    }

    private Uni<List<Deposits.Made>> fund(long accountId, Map<String, Long> funds) {
        return Multi.createFrom()
                .iterable(funds.entrySet())
                .onItem()
                .transformToUniAndConcatenate(
                        entry -> deposits.get().open(accountId, entry.getKey(), entry.getValue()))
                .collect()
                .asList();
    }

    private static Uni<AuditRecord> audit(Account account, NewAccount wanted, Origin origin) {
        Map<String, Object> balances = new LinkedHashMap<>();
        wanted.funds().forEach((asset, units) -> balances.put(asset, Units.toDecimal(units)));
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("label", wanted.label());
        detail.put("tier", wanted.tier().text());
        detail.put("scopes", wanted.scopes());
        detail.put("balances", balances);
        return AuditRecord.write(
                account.createdAt,
                origin,
                "accounts.create",
                AccountIds.text(account.accountId),
                detail);
    }
}
