package com.rescaleequity.order.api;

import com.rescaleequity.order.history.OrderFilter;
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
import com.rescaleequity.platform.view.OrderView;
import com.rescaleequity.platform.view.Words;
import com.rescaleequity.protocol.trading.Order;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
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

    /** The names of an order's fields, without its fills. */
    private static final List<String> COLUMNS =
            List.of(
                    "orderId",
                    "clientOrderId",
                    "symbol",
                    "side",
                    "type",
                    "status",
                    "subStatus",
                    "statusReason",
                    "quantity",
                    "price",
                    "triggerPrice",
                    "limitPrice",
                    "quoteQuantity",
                    "filledQuantity",
                    "remainingQuantity",
                    "averagePrice",
                    "filledValue",
                    "fees",
                    "timeInForce",
                    "postOnly",
                    "selfTradePrevention",
                    "expireAt",
                    "createdAt",
                    "updatedAt",
                    "triggeredAt",
                    "closedAt",
                    "lastTradeAt",
                    "updateSequence");

    private final CallContext call;
    private final Answers answers;
    private final OrderDesk desk;
    private final OrderLists lists;
    private final CommandGate gate;
    private final CsvFiles files;
    private final Clock clock;

    public OrderReadResource(
            CallContext call,
            Answers answers,
            OrderDesk desk,
            OrderLists lists,
            CommandGate gate,
            CsvFiles files,
            Clock clock) {
        this.call = call;
        this.answers = answers;
        this.desk = desk;
        this.lists = lists;
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
        PageQuery page = PageQuery.of(query);
        OrderFilter filter = filter(query, page);
        problems.throwIfAny();
        return switch (format) {
            case JSON -> page(filter, page);
            case CSV -> file(http, query, filter, page);
        };
    }

    private Uni<Response> page(OrderFilter filter, PageQuery page) {
        PageCursor cursors = PageCursor.of(page, clock.millis(), filter.bound());
        return lists.page(filter, cursors.read(), page.limit())
                .map(rows -> Page.of(rows, page, cursors, OrderReadResource::key))
                .map(orders ->
                        answers.page(
                                orders.rows().stream().map(OrderView::of).toList(),
                                orders.pagination()));
    }

    private Uni<Response> file(
            RoutingContext http, Fields query, OrderFilter filter, PageQuery page) {
        return files.answer(
                http,
                filter.accountId(),
                FileFormat.file(
                        query,
                        page,
                        COLUMNS,
                        lists.pages(filter),
                        OrderReadResource::key,
                        OrderView::of));
    }

    private static PageCursor.Key key(Order order) {
        return new PageCursor.Key(order.getCreatedAt(), order.getOrderId());
    }

    @GET
    @Path("/list")
    @Requires
    @Limited(weight = 5)
    public Uni<Response> listAlias(@Context UriInfo uri, @Context RoutingContext http) {
        return list(uri, http);
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
