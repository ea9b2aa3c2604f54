package com.rescaleequity.account.api;

import com.rescaleequity.account.wallet.WithdrawalDetails;
import com.rescaleequity.account.wallet.WithdrawalQueries;
import com.rescaleequity.account.wallet.Withdrawals;
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
import java.util.Map;

/** The operators' calls about money on its way out. */
@ApplicationScoped
public class WithdrawalRoutes {

    private static final String ALL = "/admin/v1/withdrawals";

    private final OperatorCalls calls;
    private final Withdrawals withdrawals;
    private final WithdrawalQueries queries;
    private final TransferViews views;
    private final Clock clock;

    WithdrawalRoutes(
            OperatorCalls calls,
            Withdrawals withdrawals,
            WithdrawalQueries queries,
            TransferViews views,
            Clock clock) {
        this.calls = calls;
        this.withdrawals = withdrawals;
        this.queries = queries;
        this.views = views;
        this.clock = clock;
    }

    /**
     * A withdrawal as operators see it.
     *
     * @param approval none, waiting, or who decided
     * @param ageMs how long ago it was asked for
     */
    record Queued(String accountId, String approval, long ageMs, TransferView transfer) {}

    void install(@Observes ManagementInterface management) {
        calls.get(management, ALL, this::open);
        calls.approval(management, ALL + "/:withdrawalId/approve", call -> decide(call, true));
        calls.post(management, ALL + "/:withdrawalId/refuse", call -> decide(call, false));
    }

    private Uni<List<Queued>> open(OperatorCall call) {
        Problems problems = new Problems();
        Fields query = call.query(problems);
        Boolean waiting =
                query.choice("approval", Map.of("waiting", true), ErrorCode.INVALID_PARAMETER);
        String after = query.text("after");
        long last = after == null ? 0 : Withdrawals.number(after);
        if (last < 0) {
            query.problem("after", ErrorCode.INVALID_PARAMETER, "is not a withdrawal.");
        }
        problems.throwIfAny();
        return queries.open(last, waiting != null)
                .map(all -> all.stream().map(this::queued).toList());
    }

    private Uni<Queued> decide(OperatorCall call, boolean approved) {
        AdminBody.Wanted<String> body = AdminBody.decision(call, "withdrawalId");
        return withdrawals
                .decide(body.what(), approved, body.origin(), body.request())
                .map(this::queued);
    }

    private Queued queued(WithdrawalDetails withdrawal) {
        return new Queued(
                AccountIds.text(withdrawal.accountId()),
                withdrawal.approval(),
                clock.millis() - withdrawal.createdAt(),
                views.of(withdrawal));
    }
}
