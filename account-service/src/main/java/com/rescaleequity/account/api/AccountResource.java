package com.rescaleequity.account.api;

import com.rescaleequity.account.accounts.Account;
import com.rescaleequity.account.fees.FeeTier;
import com.rescaleequity.account.fees.FeeTiers;
import com.rescaleequity.account.ledger.AccountBalance;
import com.rescaleequity.account.ledger.Ledger;
import com.rescaleequity.account.ledger.LedgerMarket;
import com.rescaleequity.account.ledger.LedgerQueries;
import com.rescaleequity.account.valuation.LastPrices;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.http.CallContext;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.Problems;
import com.rescaleequity.platform.limits.Limited;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an account has, and the terms on which it trades. Every read shows the caller's writes. */
@Path("/api/v1/account")
public class AccountResource {

    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final long VOLUME_DAYS = 30;

    private final CallContext call;
    private final Answers answers;
    private final Figures figures;
    private final Clock clock;

    public AccountResource(CallContext call, Answers answers, Figures figures, Clock clock) {
        this.call = call;
        this.answers = answers;
        this.figures = figures;
        this.clock = clock;
    }

    /** An account and what it has traded of late. */
    record WithVolume(Account account, BigDecimal volume) {}

    /** Where the figures come from. */
    @jakarta.enterprise.context.ApplicationScoped
    static class Figures {

        private final Ledger ledger;
        private final LedgerQueries queries;
        private final LastPrices prices;
        private final FeeTiers tiers;

        Figures(Ledger ledger, LedgerQueries queries, LastPrices prices, FeeTiers tiers) {
            this.ledger = ledger;
            this.queries = queries;
            this.prices = prices;
            this.tiers = tiers;
        }

        FeeTier feeTier(Account account) {
            return tiers.named(account.feeTier);
        }

        Uni<List<AccountBalance>> balances(long accountId) {
            return ledger.read(() -> queries.balances(accountId));
        }

        Uni<LedgerQueries.Standing> standing(long accountId) {
            return ledger.read(() -> queries.standing(accountId));
        }

        Uni<WithVolume> withVolume(long accountId, long sinceDay) {
            return ledger.read(() ->
                    queries.volume(accountId, sinceDay)
                            .chain(volume ->
                                    Panache.withSession(() -> Account.of(accountId))
                                            .map(account -> new WithVolume(account, volume))));
        }

        Collection<LedgerMarket> markets() {
            return queries.markets().values();
        }

        LastPrices prices() {
            return prices;
        }
    }

    /** Cash, holdings and their worth. */
    @GET
    @Limited(weight = 2)
    public Uni<Response> account() {
        long accountId = call.accountId();
        return figures.standing(accountId)
                .map(standing ->
                        AccountView.of(
                                standing.account(),
                                figures.feeTier(standing.account()),
                                standing.balances(),
                                figures.prices(),
                                figures.markets()))
                .map(answers::ok);
    }

    /** Every asset, or one. */
    @GET
    @Path("/balances")
    @Limited(weight = 2)
    public Uni<Response> balances(@Context UriInfo uri) {
        Problems problems = new Problems();
        String asset = Fields.ofQuery(uri.getQueryParameters(), problems).text("asset");
        problems.throwIfAny();
        return figures.balances(call.accountId())
                .map(BalanceView::all)
                .map(all -> asset == null ? all : only(all, asset.toUpperCase(Locale.ROOT)))
                .map(answers::ok);
    }

    /** Fee rates and the volume they may one day depend on. */
    @GET
    @Path("/fees")
    public Uni<Response> fees(@Context UriInfo uri) {
        Problems problems = new Problems();
        String symbol = Fields.ofQuery(uri.getQueryParameters(), problems).text("symbol");
        problems.throwIfAny();
        long since = Math.floorDiv(clock.millis(), DAY_MILLIS) - VOLUME_DAYS + 1;
        List<LedgerMarket> shown =
                symbol == null ? List.of() : List.of(market(symbol.toUpperCase(Locale.ROOT)));
        long accountId = call.accountId();
        return figures.withVolume(accountId, since)
                .map(standing ->
                        FeesView.of(
                                figures.feeTier(standing.account()),
                                figures.markets(),
                                symbol == null ? figures.markets() : shown,
                                standing.volume()))
                .map(answers::ok);
    }

    private List<BalanceView> only(List<BalanceView> all, String asset) {
        List<BalanceView> found = all.stream().filter(b -> b.asset().equals(asset)).toList();
        if (!found.isEmpty()) {
            return found;
        }
        boolean known =
                figures.markets().stream()
                        .anyMatch(m -> m.baseAsset().equals(asset) || m.quoteAsset().equals(asset));
        if (!known) {
            throw new ApiException(
                    ErrorCode.INVALID_ASSET,
                    "asset: " + asset + " is not known.",
                    Map.of("asset", asset));
        }
        return List.of(BalanceView.empty(asset));
    }

    private LedgerMarket market(String symbol) {
        return figures.markets().stream()
                .filter(market -> market.symbol().equals(symbol))
                .findFirst()
                .orElseThrow(() ->
                        new ApiException(
                                ErrorCode.INVALID_SYMBOL,
                                "symbol: " + symbol + " is not listed.",
                                Map.of("symbol", symbol)));
    }
}
