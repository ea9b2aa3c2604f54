package com.rescaleequity.order.api;

import com.rescaleequity.platform.auth.Requires;
import com.rescaleequity.platform.auth.Scope;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.http.CallContext;
import com.rescaleequity.platform.http.HonoursIdempotencyKey;
import com.rescaleequity.platform.limits.Limited;
import com.rescaleequity.platform.limits.Policy;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** Cancelling one order, or all. */
@Path("/api/v1/orders")
public class OrderCancelResource {

    private final CallContext call;
    private final Answers answers;
    private final OrderDesk orders;
    private final CancelDesk cancels;

    public OrderCancelResource(
            CallContext call, Answers answers, OrderDesk orders, CancelDesk cancels) {
        this.call = call;
        this.answers = answers;
        this.orders = orders;
        this.cancels = cancels;
    }

    @POST
    @Path("/cancel")
    @Requires(scope = Scope.TRADE)
    @Limited(policy = Policy.CANCELS)
    @HonoursIdempotencyKey
    public Uni<Response> cancel(byte[] body, @Context ContainerRequestContext request) {
        OrderRequest wanted =
                OrderRequest.read(call, request, body, OrderKey.FIELDS, OrderAction.CANCEL);
        return orders.cancel(wanted, OrderKey.read(wanted.fields())).map(answers::ok);
    }

    @DELETE
    @Path("/{orderId}")
    @Requires(scope = Scope.TRADE)
    @Limited(policy = Policy.CANCELS)
    public Uni<Response> delete(@PathParam("orderId") String orderId) {
        return orders.cancel(OrderRequest.empty(call), OrderKey.ofPath(orderId)).map(answers::ok);
    }

    @POST
    @Path("/cancel-all")
    @Requires(scope = Scope.TRADE)
    @Limited(policy = Policy.CANCELS)
    @HonoursIdempotencyKey
    public Uni<Response> cancelAll(byte[] body, @Context ContainerRequestContext request) {
        return cancels.all(
                        OrderRequest.read(
                                call, request, body, CancelDesk.ALL_FIELDS, OrderAction.CANCEL_ALL))
                .map(answers::ok);
    }

    @POST
    @Path("/cancel-all-after")
    @Requires(scope = Scope.TRADE)
    @Limited(policy = Policy.LOGGED)
    @HonoursIdempotencyKey
    public Uni<Response> cancelAllAfter(byte[] body, @Context ContainerRequestContext request) {
        return cancels.after(
                        OrderRequest.read(
                                call,
                                request,
                                body,
                                CancelDesk.AFTER_FIELDS,
                                OrderAction.CANCEL_ALL_AFTER))
                .map(answers::ok);
    }
}
