package com.rescaleequity.order.api;

import com.rescaleequity.platform.auth.Requires;
import com.rescaleequity.platform.auth.Scope;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.http.CallContext;
import com.rescaleequity.platform.http.CallLimits;
import com.rescaleequity.platform.http.HonoursIdempotencyKey;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.limits.Limited;
import com.rescaleequity.platform.limits.Policy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Creating and cancelling several orders with one call; each item counts as one order. */
@Path("/api/v1/orders")
public class OrderBatchResource {

    private static final int MOST_CREATED = 20;
    private static final int MOST_CANCELLED = 50;

    private final CallContext call;
    private final Answers answers;
    private final CallLimits limits;
    private final BatchDesk desk;

    public OrderBatchResource(
            CallContext call, Answers answers, CallLimits limits, BatchDesk desk) {
        this.call = call;
        this.answers = answers;
        this.limits = limits;
        this.desk = desk;
    }

    @POST
    @Path("/create-batch")
    @Requires(scope = Scope.TRADE)
    @Limited(policy = Policy.ORDERS, weight = 0)
    @HonoursIdempotencyKey
    public Uni<Response> create(
            byte[] body, @Context ContainerRequestContext request, @Context RoutingContext http) {
        OrderRequest batch =
                OrderRequest.read(call, request, body, Batches.FIELDS, OrderAction.CREATE_BATCH);
        List<Fields> items = Batches.items(batch.fields(), CreateRequest.FIELDS, MOST_CREATED);
        limits.take(http, Policy.ORDERS, items.size());
        return desk.place(batch, items).map(answers::ok);
    }

    @POST
    @Path("/cancel-batch")
    @Requires(scope = Scope.TRADE)
    @Limited(policy = Policy.CANCELS, weight = 0)
    @HonoursIdempotencyKey
    public Uni<Response> cancel(
            byte[] body, @Context ContainerRequestContext request, @Context RoutingContext http) {
        OrderRequest batch =
                OrderRequest.read(call, request, body, Batches.FIELDS, OrderAction.CANCEL_BATCH);
        List<Fields> items = Batches.items(batch.fields(), OrderKey.FIELDS, MOST_CANCELLED);
        limits.take(http, Policy.CANCELS, items.size());
        return desk.cancel(batch, items).map(answers::ok);
    }
}
