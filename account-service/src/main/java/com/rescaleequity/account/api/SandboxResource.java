package com.rescaleequity.account.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.rescaleequity.account.accounts.AccountTier;
import com.rescaleequity.account.accounts.Origin;
import com.rescaleequity.account.keys.KeyTerms;
import com.rescaleequity.account.opening.AccountOpening;
import com.rescaleequity.account.opening.NewAccount;
import com.rescaleequity.account.requests.NamedRequest;
import com.rescaleequity.account.reset.SandboxReset;
import com.rescaleequity.account.wallet.AssetRules;
import com.rescaleequity.account.wallet.Deposits;
import com.rescaleequity.platform.auth.Caller;
import com.rescaleequity.platform.auth.Requires;
import com.rescaleequity.platform.auth.Scope;
import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.platform.environment.Environment;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.http.CallContext;
import com.rescaleequity.platform.http.HonoursIdempotencyKey;
import com.rescaleequity.platform.http.IdempotencyKey;
import com.rescaleequity.platform.http.SignedBody;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.JsonReader;
import com.rescaleequity.platform.json.Problems;
import com.rescaleequity.platform.limits.Limited;
import com.rescaleequity.platform.limits.Policy;
import com.rescaleequity.platform.maintenance.Maintenance;
import com.rescaleequity.platform.view.AccountIds;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Accounts and money for nothing, where none of it is real. */
@Path("/api/v1/sandbox")
public class SandboxResource {

    private static final List<String> SCOPES = List.of("read", "trade");
    private static final long KEY_LIFE_MILLIS = Duration.ofDays(90).toMillis();
    private static final Map<String, Long> FUNDS = funds();

    private final CallContext call;
    private final Answers answers;
    private final Environment environment;
    private final Desk desk;
    private final Maintenance maintenance;
    private final Clock clock;

    public SandboxResource(
            CallContext call,
            Answers answers,
            Environment environment,
            Desk desk,
            Maintenance maintenance,
            Clock clock) {
        this.call = call;
        this.answers = answers;
        this.environment = environment;
        this.desk = desk;
        this.maintenance = maintenance;
        this.clock = clock;
    }

    /** What the sandbox hands out, and what it may hand out. */
    @Singleton
    static class Desk {

        private final AccountOpening opening;
        private final Instance<Deposits> deposits;
        private final AssetRules assets;
        private final TransferViews views;
        private final SandboxReset reset;

        Desk(
                AccountOpening opening,
                Instance<Deposits> deposits,
                AssetRules assets,
                TransferViews views,
                SandboxReset reset) {
            this.opening = opening;
            this.views = views;
            this.reset = reset;
            this.deposits = deposits;
            this.assets = assets;
        }
    }

    /** An account with starting funds and a key; open to everybody. */
    @POST
    @Path("/accounts")
    @Requires(open = true)
    @Limited(policy = Policy.SANDBOX_ACCOUNTS)
    @HonoursIdempotencyKey
    public Uni<Response> open(byte[] body, @Context RoutingContext http) {
        environment.requireSandbox();
        // Nobody's call yet, but it makes an account and moves its funds.
        maintenance.requireNone();
        Problems problems = new Problems();
        Fields fields = Fields.ofBody(JsonReader.object(body), Set.of("label"), problems);
        String label = Labels.read(fields);
        IdempotencyKey name = IdempotencyKey.read(http.request(), body, problems);
        problems.throwIfAny();
        NewAccount wanted =
                new NewAccount(
                        label == null ? "sandbox" : label,
                        AccountTier.STANDARD,
                        KeyTerms.plain(SCOPES, clock.millis() + KEY_LIFE_MILLIS),
                        FUNDS,
                        true);
        Origin origin = Origin.of("sandbox", call.clientIp());
        return desk.assets
                .areKnown(FUNDS.keySet())
                .chain(known -> {
                    if (!known) {
                        throw ApiException.unavailable("The markets are not listed yet.", 2000);
                    }
                    return desk.opening.open(
                            wanted, origin, NamedRequest.ofAddress(call.clientIp(), name));
                })
                .invoke(opening -> noteReplay(opening.repeated()))
                .map(opening -> answers.ok(OpenedAccountView.of(opening)));
    }

    /** Money for the caller's account, credited a second later. */
    @POST
    @Path("/deposits")
    @Requires(scope = Scope.TRADE)
    @Limited(policy = Policy.LOGGED)
    @HonoursIdempotencyKey
    public Uni<Response> deposit(byte[] body, @Context RoutingContext http) {
        environment.requireSandbox();
        Caller caller = call.caller();
        Problems problems = new Problems();
        Fields fields =
                SignedBody.read(caller, http.request(), body, Set.of("asset", "amount"), problems);
        String given = fields.requiredText("asset");
        String asset = given == null ? "" : given.toUpperCase(Locale.ROOT);
        if (given != null && !desk.assets.known().contains(asset)) {
            fields.problem("asset", ErrorCode.INVALID_ASSET, given + " is not known.");
            problems.detail("asset", given);
        }
        long amount = Amounts.read(fields, "amount", desk.assets.decimals(asset));
        IdempotencyKey name = IdempotencyKey.read(http.request(), body, problems);
        problems.throwIfAny();
        return desk.deposits
                .get()
                .depositInSandbox(
                        caller.accountId(),
                        asset,
                        amount,
                        NamedRequest.ofAccount(caller.accountId(), name))
                .invoke(answer -> noteReplay(answer.repeated()))
                .map(answer -> answers.ok(desk.views.of(answer.value())));
    }

    /**
     * What came of beginning anew.
     *
     * @param pending true while some of it is still on its way; else null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ResetView(String accountId, @Nullable Boolean pending) {}

    /** Begins the caller's account anew: without orders, with what it began with. */
    @POST
    @Path("/reset")
    @Requires(scope = Scope.TRADE)
    @Limited(policy = Policy.LOGGED)
    @HonoursIdempotencyKey
    public Uni<Response> reset(byte[] body, @Context RoutingContext http) {
        environment.requireSandbox();
        Caller caller = call.caller();
        Problems problems = new Problems();
        var _ = SignedBody.read(caller, http.request(), body, Set.of(), problems);
        IdempotencyKey name = IdempotencyKey.read(http.request(), body, problems);
        problems.throwIfAny();
        String account = AccountIds.text(caller.accountId());
        return desk.reset
                .reset(caller.accountId(), NamedRequest.ofAccount(caller.accountId(), name))
                .invoke(outcome -> noteReplay(outcome.repeated()))
                .map(outcome ->
                        answers.ok(new ResetView(account, outcome.pending() ? true : null)));
    }

    private void noteReplay(boolean repeated) {
        if (repeated) {
            call.markReplayed();
        }
    }

    private static Map<String, Long> funds() {
        Map<String, Long> funds = new LinkedHashMap<>();
        funds.put("USD", Units.of("100000"));
        funds.put("BTC", Units.of("1"));
        funds.put("ETH", Units.of("10"));
        return funds;
    }
}
