package com.rescaleequity.account.api;

import com.rescaleequity.account.ledger.Ledger;
import com.rescaleequity.account.wallet.AssetRules;
import com.rescaleequity.account.wallet.Deposit;
import com.rescaleequity.account.wallet.DepositFilter;
import com.rescaleequity.account.wallet.DepositQueries;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.http.CallContext;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.Problems;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The account's deposits. */
@Path("/api/v1/wallet/deposits")
public class DepositResource {

    /** What a transfer's status can be; deposits are pending, completed or failed. */
    private enum Status {
        PENDING,
        PROCESSING,
        COMPLETED,
        FAILED,
        CANCELLED
    }

    private static final Map<String, Status> STATUSES = statuses();

    private final CallContext call;
    private final Answers answers;
    private final Source source;
    private final AssetRules assets;
    private final Clock clock;

    public DepositResource(
            CallContext call, Answers answers, Source source, AssetRules assets, Clock clock) {
        this.call = call;
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

        Uni<List<Deposit>> list(long accountId, DepositFilter filter, boolean ascending, int most) {
            return ledger.read(() -> queries.list(accountId, filter, ascending, most));
        }
    }

    /** Pages of deposits. */
    @GET
    @Limited(weight = 2)
    public Uni<Response> deposits(@Context UriInfo uri) {
        Problems problems = new Problems();
        Fields query = Fields.ofQuery(uri.getQueryParameters(), problems);
        PageQuery page = PageQuery.of(query);
        Status status = query.choice("status", STATUSES, ErrorCode.INVALID_PARAMETER);
        String asset = asset(query);
        problems.throwIfAny();
        long accountId = call.accountId();
        PageCursor cursors =
                PageCursor.of(page, clock.millis(), "deposits", accountId, asset, status);
        PageCursor.Key after = cursors.read();
        if (status == Status.PROCESSING || status == Status.CANCELLED) {
            return Uni.createFrom().item(answer(List.of(), page, cursors));
        }
        DepositFilter filter =
                new DepositFilter(
                        asset,
                        status == null ? null : status.name().toLowerCase(Locale.ROOT),
                        page.startTime(),
                        page.endTime(),
                        after == null ? null : after.first());
        return source.list(accountId, filter, page.ascending(), page.limit() + 1)
                .map(rows -> answer(rows, page, cursors));
    }

    private @Nullable String asset(Fields query) {
        String given = query.text("asset");
        if (given == null) {
            return null;
        }
        String asset = given.toUpperCase(Locale.ROOT);
        if (!assets.known().contains(asset)) {
            query.problem("asset", ErrorCode.INVALID_ASSET, asset + " is not known.");
            query.problems().detail("asset", asset);
        }
        return asset;
    }

    private Response answer(List<Deposit> found, PageQuery query, PageCursor cursors) {
        Page<Deposit> page =
                Page.of(found, query, cursors, last -> new PageCursor.Key(last.number(), 0));
        return answers.page(page.rows().stream().map(TransferView::of).toList(), page.pagination());
    }

    private static Map<String, Status> statuses() {
        Map<String, Status> words = new LinkedHashMap<>();
        for (Status status : Status.values()) {
            words.put(status.name().toLowerCase(Locale.ROOT), status);
        }
        words.put("canceled", Status.CANCELLED);
        return words;
    }
}
