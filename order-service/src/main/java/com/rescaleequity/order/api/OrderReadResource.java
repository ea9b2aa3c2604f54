package com.rescaleequity.order.api;

import com.rescaleequity.order.history.OrderFilter;
import com.rescaleequity.order.history.OrderHistory;
import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.platform.auth.Requires;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.http.CallContext;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.Problems;
import com.rescaleequity.platform.limits.Limited;
import com.rescaleequity.platform.page.Page;
import com.rescaleequity.platform.page.PageCursor;
import com.rescaleequity.platform.page.PageQuery;
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
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reading one's own orders, open and closed. */
@Path("/api/v1/orders")
public class OrderReadResource {

    private final CallContext call;
    private final Answers answers;
    private final OrderDesk desk;
    private final OrderHistory history;
    private final OpenOrderList open;
    private final CommandGate gate;
    private final Clock clock;

    public OrderReadResource(
            CallContext call,
            Answers answers,
            OrderDesk desk,
            OrderHistory history,
            OpenOrderList open,
            CommandGate gate,
            Clock clock) {
        this.call = call;
        this.answers = answers;
        this.desk = desk;
        this.history = history;
        this.open = open;
        this.gate = gate;
        this.clock = clock;
    }

    @GET
    @Requires
    @Limited(weight = 5)
    public Uni<Response> list(@Context UriInfo uri) {
        Problems problems = new Problems();
        Fields query = Fields.ofQuery(uri.getQueryParameters(), problems);
        PageQuery page = PageQuery.of(query);
        OrderFilter filter = filter(query, page);
        problems.throwIfAny();
        PageCursor cursors = PageCursor.of(page, clock.millis(), filter.bound());
        return rows(filter, cursors.read(), page.limit())
                .map(rows -> Page.of(rows, page, cursors, OrderReadResource::key))
                .map(orders ->
                        answers.page(
                                orders.rows().stream().map(OrderView::of).toList(),
                                orders.pagination()));
    }

    private Uni<List<Order>> rows(OrderFilter filter, PageCursor.@Nullable Key after, int limit) {
        return OpenOrderList.holds(filter)
                ? open.list(filter, after, limit)
                : history.list(filter, after, limit);
    }

    private static PageCursor.Key key(Order order) {
        return new PageCursor.Key(order.getCreatedAt(), order.getOrderId());
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

    private OrderFilter filter(Fields query, PageQuery page) {
        return new OrderFilter(
                call.accountId(),
                query.choices("status", Words.STATUSES, ErrorCode.INVALID_PARAMETER),
                symbol(query),
                query.choice("side", Words.SIDES, ErrorCode.INVALID_SIDE),
                query.choice("type", Words.ORDER_TYPES, ErrorCode.INVALID_ORDER_TYPE),
                OrderLabels.read(query, "clientOrderId"),
                page.startTime(),
                page.endTime(),
                page.ascending());
    }

    private @Nullable String symbol(Fields query) {
        Instrument instrument = Symbols.read(query, gate::instrument);
        return instrument == null ? null : instrument.symbol();
    }
}
