package com.rescaleequity.account.api;

import com.rescaleequity.account.accounts.Account;
import com.rescaleequity.account.accounts.AccountSearch;
import com.rescaleequity.account.keys.KeyDesk;
import com.rescaleequity.account.ledger.Ledger;
import com.rescaleequity.account.ledger.LedgerQueries;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.Problems;
import com.rescaleequity.platform.operator.OperatorCall;
import com.rescaleequity.platform.operator.OperatorCalls;
import com.rescaleequity.platform.view.AccountIds;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;

/** The operators' calls that find and show accounts. */
@ApplicationScoped
public class AccountRoutes {

    private static final String ALL = "/admin/v1/accounts";

    private final OperatorCalls calls;
    private final AccountSearch accounts;
    private final Ledger ledger;
    private final LedgerQueries balances;
    private final KeyDesk keys;
    private final Clock clock;

    AccountRoutes(
            OperatorCalls calls,
            AccountSearch accounts,
            Ledger ledger,
            LedgerQueries balances,
            KeyDesk keys,
            Clock clock) {
        this.calls = calls;
        this.accounts = accounts;
        this.ledger = ledger;
        this.balances = balances;
        this.keys = keys;
        this.clock = clock;
    }

    /** An account as a line of a list. */
    record Line(
            String accountId,
            String label,
            String tier,
            String feeTier,
            String status,
            boolean sandbox,
            long createdAt) {

        static Line of(Account account) {
            return new Line(
                    AccountIds.text(account.accountId),
                    account.label,
                    account.tier,
                    account.feeTier,
                    account.status,
                    account.sandbox,
                    account.createdAt);
        }
    }

    /** An account with what it has, and its keys without their secrets. */
    record Whole(Line account, List<BalanceView> balances, List<KeyView> keys) {}

    void install(@Observes ManagementInterface management) {
        calls.get(management, ALL, this::find);
        calls.get(management, ALL + "/:accountId", this::show);
    }

    private Uni<List<Line>> find(OperatorCall call) {
        Problems problems = new Problems();
        Fields query = call.query(problems);
        String text = query.text("query");
        String after = query.text("after");
        problems.throwIfAny();
        long last = after == null ? 0 : AdminBody.account(after, "after");
        return accounts.find(text == null ? "" : text, last)
                .map(found -> found.stream().map(Line::of).toList());
    }

    private Uni<Whole> show(OperatorCall call) {
        long accountId = AdminBody.accountOf(call);
        return accounts.of(accountId)
                .chain(found -> {
                    Account account =
                            found.orElseThrow(() ->
                                    ApiException.ofField(
                                            "accountId",
                                            ErrorCode.INVALID_PARAMETER,
                                            "is not an account."));
                    return ledger.read(() -> balances.balances(accountId))
                            .chain(has ->
                                    keys.list(accountId)
                                            .map(all ->
                                                    new Whole(
                                                            Line.of(account),
                                                            BalanceView.all(has),
                                                            all.stream()
                                                                    .map(key ->
                                                                            KeyView.of(
                                                                                    key,
                                                                                    clock.millis()))
                                                                    .toList())));
                });
    }
}
