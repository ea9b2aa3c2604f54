package com.rescaleequity.order.api;

import com.rescaleequity.order.engine.Engine;
import com.rescaleequity.order.history.OrderCursor;
import com.rescaleequity.order.history.OrderFilter;
import com.rescaleequity.order.history.OrderHistory;
import com.rescaleequity.order.trading.Instrument;
import com.rescaleequity.platform.auth.Requires;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.http.CallContext;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.Problems;
import com.rescaleequity.platform.limits.Limited;
import com.rescaleequity.platform.view.OrderView;
import com.rescaleequity.platform.view.Words;
import com.rescaleequity.protocol.trading.Order;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reading one's own orders, open and closed. */
@Path("/api/v1/orders")
public class OrderReadResource {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;
    private static final long LATEST = 253_402_300_799_999L;
    private static final Map<String, Boolean> SORTS = Map.of("asc", true, "desc", false);

    private final CallContext call;
    private final Answers answers;
    private final OrderDesk desk;
    private final OrderHistory history;
    private final Engine engine;

    public OrderReadResource(
            CallContext call,
            Answers answers,
            OrderDesk desk,
            OrderHistory history,
            Engine engine) {
        this.call = call;
        this.answers = answers;
        this.desk = desk;
        this.history = history;
        this.engine = engine;
    }

    @GET
    @Requires
    @Limited(weight = 5)
    public Uni<Response> list(@Context UriInfo uri) {
        Problems problems = new Problems();
        Fields query = Fields.ofQuery(uri.getQueryParameters(), problems);
        OrderFilter filter = filter(query);
        int limit = (int) query.integer("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        String cursor = query.text("cursor");
        problems.throwIfAny();
        OrderCursor after = cursor == null ? null : OrderCursor.parse(cursor, filter);
        return history.list(filter, after, limit).map(rows -> page(rows, filter, limit));
    }

    @GET
    @Path("/list")
    @Requires
    @Limited(weight = 5)
    public Uni<Response> listAlias(@Context UriInfo uri) {
        return list(uri);
    }

    @GET
    @Path("/{orderId}")
    @Requires
    @Limited
    public Uni<Response> one(@PathParam("orderId") String orderId) {
        return desk.read(call.accountId(), OrderKey.ofPath(orderId)).map(answers::ok);
    }

    @GET
    @Path("/by-client-id/{clientOrderId}")
    @Requires
    @Limited
    public Uni<Response> oneByLabel(@PathParam("clientOrderId") String clientOrderId) {
        return desk.read(call.accountId(), OrderKey.ofLabel(clientOrderId)).map(answers::ok);
    }

    private OrderFilter filter(Fields query) {
        Long start = query.integer("startTime", 0, LATEST);
        Long end = query.integer("endTime", 0, LATEST);
        if (start != null && end != null && start > end) {
            query.problem("startTime", ErrorCode.INVALID_TIME_RANGE, "must not be after endTime.");
        }
        Boolean ascending = query.choice("sort", SORTS, ErrorCode.INVALID_PARAMETER);
        return new OrderFilter(
                call.accountId(),
                query.choices("status", Words.STATUSES, ErrorCode.INVALID_PARAMETER),
                symbol(query),
                query.choice("side", Words.SIDES, ErrorCode.INVALID_SIDE),
                query.choice("type", Words.ORDER_TYPES, ErrorCode.INVALID_ORDER_TYPE),
                ClientOrderIds.read(query, "clientOrderId"),
                start,
                end,
                Objects.requireNonNullElse(ascending, start != null));
    }

    private @Nullable String symbol(Fields query) {
        Instrument instrument = Symbols.read(query, engine::instrument);
        return instrument == null ? null : instrument.symbol();
    }

    private Response page(List<Order> rows, OrderFilter filter, int limit) {
        boolean more = rows.size() > limit;
        List<Order> shown = more ? rows.subList(0, limit) : rows;
        String next = null;
        if (more) {
            Order last = shown.getLast();
            next = new OrderCursor(last.getCreatedAt(), last.getOrderId()).text(filter);
        }
        return answers.page(
                shown.stream().map(OrderView::of).toList(),
                new Answers.Pagination(limit, more, next));
    }
}
