package com.rescaleequity.account.api;

import com.rescaleequity.account.fees.FeeAssignment;
import com.rescaleequity.account.fees.FeeTiers;
import com.rescaleequity.account.opening.AccountOpening;
import com.rescaleequity.account.opening.NewAccount;
import com.rescaleequity.account.wallet.AssetRules;
import com.rescaleequity.platform.environment.Environment;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.operator.OperatorCall;
import com.rescaleequity.platform.operator.OperatorCalls;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.Map;

/** The operator's calls about accounts. */
@ApplicationScoped
public class AdminRoutes {

    private final OperatorCalls calls;
    private final AccountOpening opening;
    private final AssetRules assets;
    private final FeeAssignment fees;
    private final FeeTiers tiers;
    private final Environment environment;
    private final Clock clock;

    public AdminRoutes(
            OperatorCalls calls,
            AccountOpening opening,
            AssetRules assets,
            FeeAssignment fees,
            FeeTiers tiers,
            Environment environment,
            Clock clock) {
        this.calls = calls;
        this.opening = opening;
        this.assets = assets;
        this.fees = fees;
        this.tiers = tiers;
        this.environment = environment;
        this.clock = clock;
    }

    void install(@Observes ManagementInterface management) {
        calls.post(management, "/admin/v1/accounts", this::open);
        calls.post(management, "/admin/v1/accounts/fees", this::setFees);
    }

    private Uni<OpenedAccountView> open(OperatorCall call) {
        AdminBody.Wanted<NewAccount> body =
                AdminBody.account(call, environment.isSandbox(), clock.millis());
        NewAccount wanted = body.what();
        if (!wanted.funds().isEmpty()) {
            environment.requireSandbox();
        }
        return assets.areKnown(wanted.funds().keySet())
                .chain(known -> {
                    if (!known) {
                        throw unknownAsset(wanted);
                    }
                    return opening.open(wanted, body.origin(), body.request());
                })
                .map(OpenedAccountView::of);
    }

    private Uni<AssignedFeesView> setFees(OperatorCall call) {
        AdminBody.Wanted<AdminBody.Fees> body = AdminBody.fees(call, tiers);
        AdminBody.Fees wanted = body.what();
        return fees.assign(wanted.accountId(), wanted.tier(), body.origin(), body.request())
                .map(AssignedFeesView::of);
    }

    private ApiException unknownAsset(NewAccount wanted) {
        for (String asset : wanted.funds().keySet()) {
            if (!assets.known().contains(asset)) {
                return new ApiException(
                        ErrorCode.INVALID_ASSET,
                        "balances." + asset + ": no listed market has it.",
                        Map.of("asset", asset));
            }
        }
        return ApiException.unavailable("The markets have just been listed; retry.", 100);
    }
}
