package com.rescaleequity.account.api;

import com.rescaleequity.account.accounts.Origin;
import com.rescaleequity.account.ledger.AccountBalance;
import com.rescaleequity.account.ledger.Ledger;
import com.rescaleequity.account.ledger.LedgerQueries;
import com.rescaleequity.account.requests.FirstAnswers.Answer;
import com.rescaleequity.account.wallet.AssetRules;
import com.rescaleequity.account.wallet.Destination;
import com.rescaleequity.account.wallet.WithdrawalDetails;
import com.rescaleequity.account.wallet.WithdrawalQueries;
import com.rescaleequity.account.wallet.Withdrawals;
import com.rescaleequity.platform.assets.AssetCatalog;
import com.rescaleequity.platform.assets.ListedAsset;
import com.rescaleequity.platform.auth.Requires;
import com.rescaleequity.platform.auth.Scope;
import com.rescaleequity.platform.database.BoundedReads;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.http.CallContext;
import com.rescaleequity.platform.http.HonoursIdempotencyKey;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.limits.Limited;
import com.rescaleequity.platform.limits.Policy;
import com.rescaleequity.platform.page.Page;
import com.rescaleequity.platform.page.PageCursor;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Money out of the account. */
@Path("/api/v1/wallet/withdrawals")
public class WithdrawalResource {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Set<String> OF_CREATE =
            Set.of("asset", "network", "address", "memo", "amount");

    private final CallContext call;
    private final Answers answers;
    private final Desk desk;
    private final Clock clock;

    public WithdrawalResource(CallContext call, Answers answers, Desk desk, Clock clock) {
        this.call = call;
        this.answers = answers;
        this.desk = desk;
        this.clock = clock;
    }

    /** Where withdrawals are judged, made and read. */
    @Singleton
    static class Desk {

        private final Withdrawals withdrawals;
        private final WithdrawalQueries queries;
        private final AssetCatalog catalog;
        private final AssetRules assets;
        private final TransferViews views;
        private final Reads reads;

        Desk(
                Withdrawals withdrawals,
                WithdrawalQueries queries,
                AssetCatalog catalog,
                AssetRules assets,
                TransferViews views,
                Reads reads) {
            this.withdrawals = withdrawals;
            this.queries = queries;
            this.catalog = catalog;
            this.assets = assets;
            this.views = views;
            this.reads = reads;
        }
    }

    /** What is known of the account when it asks. */
    @Singleton
    static class Reads {

        private final Ledger ledger;
        private final LedgerQueries balances;
        private final BoundedReads bounded;

        Reads(Ledger ledger, LedgerQueries balances, BoundedReads bounded) {
            this.ledger = ledger;
            this.balances = balances;
            this.bounded = bounded;
        }

        Uni<@Nullable AccountBalance> balance(long accountId, String asset) {
            return ledger.read(() -> balances.balances(accountId))
                    .map(all ->
                            all.stream()
                                    .filter(balance -> balance.asset().equals(asset))
                                    .findFirst()
                                    .orElse(null));
        }
    }

    /** Pages of withdrawals. */
    @GET
    @Limited(weight = 2)
    public Uni<Response> withdrawals(@Context UriInfo uri) {
        long accountId = call.accountId();
        TransferQuery query =
                TransferQuery.read(uri, "withdrawals", accountId, desk.assets, clock.millis());
        return desk.reads
                .bounded
                .read(
                        PATIENCE,
                        () ->
                                desk.queries.list(
                                        accountId,
                                        query.filter(),
                                        query.page().ascending(),
                                        query.page().limit() + 1))
                .map(rows -> page(rows, query));
    }

    private Response page(List<WithdrawalDetails> found, TransferQuery query) {
        Page<WithdrawalDetails> page =
                Page.of(
                        found,
                        query.page(),
                        query.cursors(),
                        last -> new PageCursor.Key(last.number(), 0));
        return answers.page(page.rows().stream().map(desk.views::of).toList(), page.pagination());
    }

    /** One withdrawal. */
    @GET
    @Path("/{withdrawalId}")
    @Limited(weight = 2)
    public Uni<Response> withdrawal(@PathParam("withdrawalId") String withdrawalId) {
        long accountId = call.accountId();
        return desk.reads
                .bounded
                .read(PATIENCE, () -> desk.queries.one(accountId, withdrawalId))
                .map(found -> {
                    if (found == null) {
                        throw Withdrawals.unknown(withdrawalId);
                    }
                    return answers.ok(desk.views.of(found));
                });
    }

    /** Asks for a withdrawal. */
    @POST
    @Path("/create")
    @Requires(scope = Scope.WITHDRAW, signed = true)
    @Limited(policy = Policy.SENSITIVE)
    @HonoursIdempotencyKey
    public Uni<Response> create(byte[] body, @Context RoutingContext http) {
        SensitiveCall asked = SensitiveCall.read(call, http, body, "withdrawals.create", OF_CREATE);
        Fields fields = asked.fields();
        WalletBody.@Nullable Way way = WalletBody.way(fields, desk.catalog);
        @Nullable Destination destination = WalletBody.destination(fields, way);
        long amount =
                Amounts.read(
                        fields, "amount", way == null ? 8 : way.network().withdrawalPrecision());
        asked.throwIfWrong();
        ListedAsset.Network network = Objects.requireNonNull(way).network();
        Withdrawals.Wanted wanted =
                new Withdrawals.Wanted(
                        Objects.requireNonNull(destination),
                        amount,
                        network,
                        asked.names().getLast().name());
        long accountId = call.accountId();
        Origin origin = asked.origin();
        return answer(
                asked,
                desk.withdrawals.ask(
                        accountId,
                        wanted,
                        desk.reads.balance(accountId, way.asset()),
                        origin,
                        asked.names()));
    }

    /** Takes a withdrawal back of which nothing has gone out. */
    @POST
    @Path("/cancel")
    @Requires(scope = Scope.WITHDRAW, signed = true)
    @Limited(policy = Policy.SENSITIVE)
    @HonoursIdempotencyKey
    public Uni<Response> cancel(byte[] body, @Context RoutingContext http) {
        SensitiveCall asked =
                SensitiveCall.read(call, http, body, "withdrawals.cancel", Set.of("withdrawalId"));
        String withdrawalId = asked.fields().requiredText("withdrawalId");
        asked.throwIfWrong();
        return answer(
                asked,
                desk.withdrawals.cancel(
                        call.accountId(),
                        String.valueOf(withdrawalId),
                        asked.origin(),
                        asked.names()));
    }

    private Uni<Response> answer(SensitiveCall asked, Uni<Answer<WithdrawalDetails>> done) {
        return asked.told(done).map(told -> answers.ok(desk.views.of(told)));
    }
}
