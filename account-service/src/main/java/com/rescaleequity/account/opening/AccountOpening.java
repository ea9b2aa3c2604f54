package com.rescaleequity.account.opening;

import com.rescaleequity.account.accounts.Account;
import com.rescaleequity.account.accounts.AuditRecord;
import com.rescaleequity.account.accounts.Origin;
import com.rescaleequity.account.keys.KeyIssuer;
import com.rescaleequity.account.requests.FirstAnswers;
import com.rescaleequity.account.requests.FirstAnswers.Answer;
import com.rescaleequity.account.requests.NamedRequest;
import com.rescaleequity.account.wallet.Deposits;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.runtime.CallerContext;
import com.rescaleequity.platform.runtime.Turns;
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
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens accounts: the row, its first key and its starting funds in one transaction. What was
 * committed is always answered, with its key; whether it can be used yet is told beside it.
 */
@ApplicationScoped
public class AccountOpening {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /**
     * Sandbox openings wait for one another in the database, over all replicas: here before they
     * take a connection, so that however many come, balances are read meanwhile.
     */
    private final Turns turns = new Turns(1, PATIENCE);

    private final KeyIssuer keys;
    private final Instance<Deposits> deposits;
    private final FirstAnswers answers;
    private final OpeningLimit limit;
    private final Funding funding;
    private final Clock clock;

    public AccountOpening(
            KeyIssuer keys,
            Instance<Deposits> deposits,
            FirstAnswers answers,
            OpeningLimit limit,
            Funding funding,
            Clock clock) {
        this.keys = keys;
        this.deposits = deposits;
        this.answers = answers;
        this.limit = limit;
        this.funding = funding;
        this.clock = clock;
    }

    /**
     * What came of an opening.
     *
     * @param pending whether the key or the funds are still on their way after five seconds
     * @param repeated whether an earlier call of the same name opened it
     */
    public record Opening(OpenedAccount account, boolean pending, boolean repeated) {}

    /** Opens an account, once for each name. */
    public Uni<Opening> open(NewAccount wanted, Origin origin, @Nullable NamedRequest request) {
        Supplier<Uni<Answer<OpenedAccount>>> work =
                () ->
                        Panache.withTransaction(() ->
                                answers.once(
                                        request,
                                        OpenedAccount.class,
                                        () -> admitted(wanted, origin)));
        return (wanted.sandbox() ? inTurn(work) : work.get()).chain(this::opening);
    }

    private <T> Uni<T> inTurn(Supplier<Uni<T>> work) {
        return CallerContext.onCaller(turns.take(CallerContext.begunOnCaller(work)))
                .onFailure(TimeoutException.class)
                .transform(late -> OpeningLimit.busy());
    }

    private Uni<Opening> opening(Answer<OpenedAccount> answer) {
        return funding.isPending(answer.value())
                .map(pending -> new Opening(answer.value(), pending, answer.repeated()));
    }

    private Uni<OpenedAccount> admitted(NewAccount wanted, Origin origin) {
        Uni<Void> admitted = wanted.sandbox() ? limit.admit() : Uni.createFrom().voidItem();
        return admitted.chain(() -> store(wanted, origin));
    }

    private Uni<OpenedAccount> store(NewAccount wanted, Origin origin) {
        Account account = new Account();
        account.label = wanted.label();
        account.tier = wanted.tier().text();
        account.sandbox = wanted.sandbox();
        account.createdAt = clock.millis();
        return account.<Account>persist()
                .chain(kept ->
                        AuditRecord.write(
                                account.createdAt,
                                origin,
                                "accounts.create",
                                AccountIds.text(account.accountId),
                                detail(wanted)))
                .chain(() ->
                        keys.issue(
                                account,
                                account.label,
                                wanted.key(),
                                KeyIssuer.SignatureKind.SECRET,
                                account.createdAt))
                .chain(issue ->
                        fund(account.accountId, wanted.funds())
                                .map(made -> opened(account, issue, made)));
    }

    private static OpenedAccount opened(
            Account account, KeyIssuer.Issue issue, List<Deposits.Made> made) {
        return new OpenedAccount(
                account.accountId,
                account.label,
                issue.key().keyId(),
                issue.key().apiKey(),
                String.valueOf(issue.key().apiSecret()),
                issue.key().scopes(),
                issue.message().messageId,
                made.stream().map(deposit -> deposit.message().messageId).toList(),
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

    private static Map<String, Object> detail(NewAccount wanted) {
        Map<String, Object> balances = new LinkedHashMap<>();
        wanted.funds().forEach((asset, units) -> balances.put(asset, Units.toDecimal(units)));
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("label", wanted.label());
        detail.put("tier", wanted.tier().text());
        detail.put("scopes", wanted.key().scopes());
        detail.put("balances", balances);
        return detail;
    }
}
