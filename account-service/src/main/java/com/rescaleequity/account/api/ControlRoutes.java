package com.rescaleequity.account.api;

import com.rescaleequity.account.accounts.AccountStatus;
import com.rescaleequity.account.control.AccountControl;
import com.rescaleequity.account.control.AccountControl.Change;
import com.rescaleequity.account.control.Effect;
import com.rescaleequity.platform.operator.OperatorCall;
import com.rescaleequity.platform.operator.OperatorCalls;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/** The operators' calls that stop an account or its keys. */
@ApplicationScoped
public class ControlRoutes {

    private static final String ACCOUNT = "/admin/v1/accounts/:accountId";

    private final OperatorCalls calls;
    private final AccountControl control;
    private final Effect effect;

    public ControlRoutes(OperatorCalls calls, AccountControl control, Effect effect) {
        this.calls = calls;
        this.control = control;
        this.effect = effect;
    }

    void install(@Observes ManagementInterface management) {
        calls.post(management, ACCOUNT + "/state", this::setState);
        calls.post(management, ACCOUNT + "/keys/revoke", this::revoke);
    }

    private Uni<AccountChangeView> setState(OperatorCall call) {
        long accountId = AdminBody.accountOf(call);
        AdminBody.Wanted<AccountStatus> body = AdminBody.status(call);
        return control.setStatus(accountId, body.what(), body.origin(), body.request())
                .chain(this::inEffect);
    }

    private Uni<AccountChangeView> revoke(OperatorCall call) {
        long accountId = AdminBody.accountOf(call);
        AdminBody.Wanted<Optional<String>> body = AdminBody.revocation(call);
        return control.revoke(accountId, body.what().orElse(null), body.origin(), body.request())
                .chain(this::inEffect);
    }

    private Uni<AccountChangeView> inEffect(Change change) {
        return effect.isPending(change.announcements(), change.commands())
                .map(pending -> AccountChangeView.of(change, pending));
    }
}
