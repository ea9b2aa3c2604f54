package com.rescaleequity.account.api;

import com.rescaleequity.account.accounts.Origin;
import com.rescaleequity.account.opening.AccountOpening;
import com.rescaleequity.account.opening.NewAccount;
import com.rescaleequity.account.opening.OpenedAccount;
import com.rescaleequity.account.wallet.AssetRules;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.http.ErrorAnswers;
import com.rescaleequity.platform.http.HttpDoor;
import com.rescaleequity.platform.json.Json;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/** The operator's calls, on the management port that no ingress routes to. */
@ApplicationScoped
public class AdminRoutes {

    private static final Logger LOG = Logger.getLogger(AdminRoutes.class);
    private static final String ACCOUNTS = "/admin/v1/accounts";
    private static final long MAX_BODY = 64 * 1024;

    private final OperatorKey operatorKey;
    private final AccountOpening opening;
    private final AssetRules assets;

    public AdminRoutes(OperatorKey operatorKey, AccountOpening opening, AssetRules assets) {
        this.operatorKey = operatorKey;
        this.opening = opening;
        this.assets = assets;
    }

    void install(@Observes ManagementInterface management) {
        management
                .router()
                .post(ACCOUNTS)
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY))
                .handler(this::openAccount);
    }

    private void openAccount(RoutingContext http) {
        String requestId = UUID.randomUUID().toString();
        http.put(HttpDoor.REQUEST_ID, requestId);
        http.response().putHeader("X-Request-Id", requestId);
        Context context = VertxContext.createNewDuplicatedContext();
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(ignored ->
                Uni.createFrom()
                        .deferred(() -> open(http))
                        .subscribe()
                        .with(account -> answer(http, account), e -> refuse(http, e)));
    }

    private Uni<OpenedAccount> open(RoutingContext http) {
        operatorKey.require(http.request().getHeader("Authorization"));
        Buffer body = http.body().buffer();
        NewAccount wanted = AdminBody.account(body == null ? new byte[0] : body.getBytes());
        Origin origin = new Origin("operator", http.request().remoteAddress().hostAddress());
        return assets.areKnown(wanted.funds().keySet())
                .chain(known -> {
                    if (!known) {
                        throw unknownAsset(wanted);
                    }
                    return opening.open(wanted, origin);
                });
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

    private static void answer(RoutingContext http, OpenedAccount account) {
        byte[] bytes =
                Json.NUMBERS.bytes(
                        new Answers.Success("success", OpenedAccountView.of(account), null));
        http.response().putHeader("Content-Type", Answers.JSON).end(Buffer.buffer(bytes));
    }

    private static void refuse(RoutingContext http, Throwable failure) {
        if (failure instanceof ApiException refusal) {
            HttpDoor.refuse(http, refusal);
            return;
        }
        LOG.error("An operator's call failed", failure);
        HttpDoor.refuse(http, ErrorAnswers.internal());
    }
}
