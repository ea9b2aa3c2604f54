package com.rescaleequity.account.api;

import com.rescaleequity.account.ledger.Ledger;
import com.rescaleequity.account.wallet.AssetRules;
import com.rescaleequity.account.wallet.Deposit;
import com.rescaleequity.account.wallet.DepositQueries;
import com.rescaleequity.account.wallet.TransferFilter;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.http.CallContext;
import com.rescaleequity.platform.limits.Limited;
import com.rescaleequity.platform.page.Page;
import com.rescaleequity.platform.page.PageCursor;
import com.rescaleequity.platform.page.PageQuery;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.List;

/** The account's deposits. */
@Path("/api/v1/wallet/deposits")
public class DepositResource {

    private final CallContext call;
    private final Answers answers;
    private final TransferViews views;
    private final Source source;
    private final AssetRules assets;
    private final Clock clock;

    public DepositResource(
            CallContext call,
            Answers answers,
            TransferViews views,
            Source source,
            AssetRules assets,
            Clock clock) {
        this.call = call;
        this.views = views;
        this.answers = answers;
        this.source = source;
        this.assets = assets;
        this.clock = clock;
    }

    /** Deposits as far as the ledger must have come. */
    @ApplicationScoped
    static class Source {

        private final Ledger ledger;
        private final DepositQueries queries;

        Source(Ledger ledger, DepositQueries queries) {
            this.ledger = ledger;
            this.queries = queries;
        }

        Uni<List<Deposit>> list(
                long accountId, TransferFilter filter, boolean ascending, int most) {
            return ledger.read(() -> queries.list(accountId, filter, ascending, most));
        }
    }

    /** Pages of deposits. */
    @GET
    @Limited(weight = 2)
    public Uni<Response> deposits(@Context UriInfo uri) {
        long accountId = call.accountId();
        TransferQuery query =
                TransferQuery.read(uri, "deposits", accountId, assets, clock.millis());
        if (query.status() == TransferQuery.Status.PROCESSING
                || query.status() == TransferQuery.Status.CANCELLED) {
            return Uni.createFrom().item(answer(List.of(), query));
        }
        PageQuery page = query.page();
        return source.list(accountId, query.filter(), page.ascending(), page.limit() + 1)
                .map(rows -> answer(rows, query));
    }

    private Response answer(List<Deposit> found, TransferQuery query) {
        Page<Deposit> page =
                Page.of(
                        found,
                        query.page(),
                        query.cursors(),
                        last -> new PageCursor.Key(last.number(), 0));
        return answers.page(page.rows().stream().map(views::of).toList(), page.pagination());
    }
}
