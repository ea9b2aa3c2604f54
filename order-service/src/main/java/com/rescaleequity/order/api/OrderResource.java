package com.rescaleequity.order.api;

import com.rescaleequity.platform.auth.Requires;
import com.rescaleequity.platform.auth.Scope;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.http.CallContext;
import com.rescaleequity.platform.http.HonoursIdempotencyKey;
import com.rescaleequity.platform.limits.Limited;
import com.rescaleequity.platform.limits.Policy;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** Creating, testing and amending orders. */
@Path("/api/v1/orders")
public class OrderResource {

    private final CallContext call;
    private final Answers answers;
    private final OrderDesk desk;
    private final AmendDesk amendments;

    public OrderResource(CallContext call, Answers answers, OrderDesk desk, AmendDesk amendments) {
        this.call = call;
        this.answers = answers;
        this.desk = desk;
        this.amendments = amendments;
    }

    @POST
    @Path("/create")
    @Requires(scope = Scope.TRADE)
    @Limited(policy = Policy.ORDERS)
    @HonoursIdempotencyKey
    public Uni<Response> create(byte[] body, @Context ContainerRequestContext request) {
        return desk.place(
                        OrderRequest.read(
                                call, request, body, CreateRequest.FIELDS, OrderAction.CREATE))
                .map(answers::ok);
    }

    @POST
    @Path("/test")
    @Requires(scope = Scope.TRADE)
    @Limited
    @HonoursIdempotencyKey
    public Uni<Response> test(byte[] body, @Context ContainerRequestContext request) {
        return desk.test(
                        OrderRequest.read(
                                call, request, body, CreateRequest.FIELDS, OrderAction.TEST))
                .map(answers::ok);
    }

    @POST
    @Path("/amend")
    @Requires(scope = Scope.TRADE)
    @Limited(policy = Policy.ORDERS)
    @HonoursIdempotencyKey
    public Uni<Response> amend(byte[] body, @Context ContainerRequestContext request) {
        return amendments
                .amend(
                        OrderRequest.read(
                                call, request, body, AmendRequest.FIELDS, OrderAction.AMEND))
                .map(answers::ok);
    }
}
