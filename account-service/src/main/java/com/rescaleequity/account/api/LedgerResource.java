package com.rescaleequity.account.api;

import com.rescaleequity.account.ledger.EntryKind;
import com.rescaleequity.account.ledger.Ledger;
import com.rescaleequity.account.ledger.LedgerQueries;
import com.rescaleequity.account.ledger.LedgerQueries.LedgerLine;
import com.rescaleequity.account.ledger.LedgerQueries.LineFilter;
import com.rescaleequity.account.ledger.LedgerQueries.LineId;
import com.rescaleequity.account.valuation.LastPrices;
import com.rescaleequity.platform.csv.CsvFiles;
import com.rescaleequity.platform.csv.CsvSource;
import com.rescaleequity.platform.csv.FileFormat;
import com.rescaleequity.platform.decimal.Units;
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
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The account's lines of the journal. */
@Path("/api/v1/account/ledger")
public class LedgerResource {

    private static final Map<String, EntryKind> KINDS = kinds();

    private final CallContext call;
    private final Answers answers;
    private final Ledger ledger;
    private final LedgerQueries queries;
    private final CsvFiles files;
    private final Clock clock;

    public LedgerResource(
            CallContext call,
            Answers answers,
            Ledger ledger,
            LedgerQueries queries,
            CsvFiles files,
            Clock clock) {
        this.call = call;
        this.files = files;
        this.answers = answers;
        this.ledger = ledger;
        this.queries = queries;
        this.clock = clock;
    }

    /** One line: an amount of an asset that came (positive) or went. */
    public record LineView(
            String entryId,
            String type,
            String asset,
            BigDecimal amount,
            BigDecimal balanceAfter,
            String referenceId,
            long timestamp) {

        static final List<String> FIELDS =
                List.of(
                        "entryId",
                        "type",
                        "asset",
                        "amount",
                        "balanceAfter",
                        "referenceId",
                        "timestamp");

        static LineView of(LedgerLine line) {
            return new LineView(
                    line.id().entryId() + "-" + line.id().line(),
                    line.kind().text(),
                    line.asset(),
                    Units.toDecimal(line.amount()),
                    Units.toDecimal(line.balanceAfter()),
                    line.referenceId(),
                    line.time());
        }
    }

    /** A page of lines, or all of them as a file. */
    @GET
    @Limited(weight = 5)
    public Uni<Response> lines(@Context UriInfo uri, @Context RoutingContext http) {
        Problems problems = new Problems();
        Fields query = Fields.ofQuery(uri.getQueryParameters(), problems);
        FileFormat format = FileFormat.read(query);
        PageQuery page = PageQuery.of(query);
        EntryKind kind = query.choice("type", KINDS, ErrorCode.INVALID_PARAMETER);
        String asset = asset(query);
        problems.throwIfAny();
        long accountId = call.accountId();
        PageCursor cursors = PageCursor.of(page, clock.millis(), "ledger", accountId, asset, kind);
        Function<PageCursor.@Nullable Key, LineFilter> filter =
                after -> new LineFilter(asset, kind, page.startTime(), page.endTime(), id(after));
        return switch (format) {
            case JSON ->
                    ledger.read(() ->
                                    queries.lines(
                                            accountId,
                                            filter.apply(cursors.read()),
                                            page.ascending(),
                                            page.limit() + 1))
                            .map(found -> page(found, page, cursors));
            case CSV -> {
                CsvSource.Pages<LedgerLine> rows =
                        (after, most) ->
                                queries.linesOfFile(
                                        accountId, filter.apply(after), page.ascending(), most);
                yield files.answer(
                        http,
                        accountId,
                        FileFormat.file(
                                query,
                                page,
                                LineView.FIELDS,
                                (after, most) ->
                                        after == null
                                                ? ledger.read(() -> rows.read(null, most))
                                                : rows.read(after, most),
                                LedgerResource::key,
                                LineView::of));
            }
        };
    }

    private Response page(List<LedgerLine> found, PageQuery query, PageCursor cursors) {
        Page<LedgerLine> page = Page.of(found, query, cursors, LedgerResource::key);
        return answers.page(page.rows().stream().map(LineView::of).toList(), page.pagination());
    }

    private @Nullable String asset(Fields query) {
        String given = query.text("asset");
        if (given == null) {
            return null;
        }
        String asset = given.toUpperCase(Locale.ROOT);
        boolean known =
                asset.equals(LastPrices.CURRENCY)
                        || queries.markets().values().stream()
                                .anyMatch(market ->
                                        market.baseAsset().equals(asset)
                                                || market.quoteAsset().equals(asset));
        if (!known) {
            query.problem("asset", ErrorCode.INVALID_ASSET, asset + " is not known.");
            query.problems().detail("asset", asset);
        }
        return asset;
    }

    private static PageCursor.Key key(LedgerLine line) {
        return new PageCursor.Key(line.id().entryId(), line.id().line());
    }

    private static @Nullable LineId id(PageCursor.@Nullable Key key) {
        return key == null ? null : new LineId(key.first(), (int) key.second());
    }

    private static Map<String, EntryKind> kinds() {
        Map<String, EntryKind> kinds = new LinkedHashMap<>();
        for (EntryKind kind : EntryKind.values()) {
            kinds.put(kind.text(), kind);
        }
        return kinds;
    }
}
