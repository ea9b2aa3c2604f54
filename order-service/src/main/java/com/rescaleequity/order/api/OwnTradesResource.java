package com.rescaleequity.order.api;

import com.rescaleequity.order.history.FillFilter;
import com.rescaleequity.order.history.FillHistory;
import com.rescaleequity.order.history.OwnFill;
import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.platform.auth.Requires;
import com.rescaleequity.platform.csv.CsvFiles;
import com.rescaleequity.platform.csv.FileFormat;
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
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The account's own trades: its shares of them, over all of its orders. An order that is not there,
 * or another account's, has none.
 */
@Path("/api/v1/account/trades")
public class OwnTradesResource {

    private static final int LIMIT = 100;

    private final CallContext call;
    private final Answers answers;
    private final FillHistory history;
    private final CommandGate gate;
    private final CsvFiles files;
    private final Clock clock;

    public OwnTradesResource(
            CallContext call,
            Answers answers,
            FillHistory history,
            CommandGate gate,
            CsvFiles files,
            Clock clock) {
        this.call = call;
        this.answers = answers;
        this.history = history;
        this.gate = gate;
        this.files = files;
        this.clock = clock;
    }

    /** A page of them, or all of them as a file. */
    @GET
    @Requires
    @Limited(weight = 5)
    public Uni<Response> list(@Context UriInfo uri, @Context RoutingContext http) {
        Problems problems = new Problems();
        Fields query = Fields.ofQuery(uri.getQueryParameters(), problems);
        FileFormat format = FileFormat.read(query);
        Long fromId = fromId(query);
        PageQuery page = pageQuery(query, fromId);
        FillFilter filter = filter(query, page, fromId);
        problems.throwIfAny();
        return switch (format) {
            case JSON -> page(filter, page);
            case CSV -> file(http, query, filter, page);
        };
    }

    private Uni<Response> page(FillFilter filter, PageQuery page) {
        PageCursor cursors = PageCursor.of(page, clock.millis(), filter.bound());
        return history.list(filter, cursors.read(), page.limit() + 1)
                .map(rows -> Page.of(rows, page, cursors, OwnFill::key))
                .map(trades ->
                        answers.page(
                                trades.rows().stream().map(OwnTradeView::of).toList(),
                                trades.pagination()));
    }

    private Uni<Response> file(
            RoutingContext http, Fields query, FillFilter filter, PageQuery page) {
        return files.answer(
                http,
                filter.accountId(),
                FileFormat.file(
                        query,
                        page,
                        OwnTradeView.FIELDS,
                        (after, rows) -> history.search(filter, after, rows),
                        OwnFill::key,
                        OwnTradeView::of));
    }

    /** From an id on they come as with a start time: oldest first, unless the client says else. */
    private static PageQuery pageQuery(Fields query, @Nullable Long fromId) {
        PageQuery given = PageQuery.of(query);
        return new PageQuery(
                query.has("limit") ? given.limit() : LIMIT,
                query.has("sort") ? given.ascending() : given.ascending() || fromId != null,
                given.startTime(),
                given.endTime(),
                given.cursor());
    }

    private static @Nullable Long fromId(Fields query) {
        Long fromId = query.integer("fromId", 1, Long.MAX_VALUE);
        if (query.has("fromId")) {
            if (!query.has("symbol")) {
                query.problem(
                        "symbol",
                        ErrorCode.MISSING_PARAMETER,
                        "is required with fromId: every market counts its own trades.");
            }
            if (query.has("startTime") || query.has("endTime")) {
                query.problem(
                        "fromId",
                        ErrorCode.CONFLICTING_PARAMETERS,
                        "cannot be given with startTime or endTime.");
            }
        }
        return fromId;
    }

    private FillFilter filter(Fields query, PageQuery page, @Nullable Long fromId) {
        Instrument instrument = Symbols.read(query, gate::instrument);
        String orderId = query.text("orderId");
        return new FillFilter(
                call.accountId(),
                instrument == null ? null : instrument.symbol(),
                orderId == null ? null : OrderKey.ofPath(orderId).orderId(),
                OrderLabels.read(query, "clientOrderId"),
                fromId,
                page.startTime(),
                page.endTime(),
                page.ascending());
    }
}
