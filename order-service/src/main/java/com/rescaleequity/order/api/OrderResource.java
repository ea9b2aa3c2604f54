package com.rescaleequity.order.api;

import com.rescaleequity.platform.auth.Requires;
import com.rescaleequity.platform.auth.Scope;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.http.CallContext;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.JsonReader;
import com.rescaleequity.platform.json.Problems;
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
import java.util.HashSet;
import java.util.Set;

/** Creating and cancelling orders. */
@Path("/api/v1/orders")
public class OrderResource {

    private static final Set<String> CANCEL_FIELDS = Set.of("orderId", "clientOrderId");

    private final CallContext call;
    private final Answers answers;
    private final OrderDesk desk;

    public OrderResource(CallContext call, Answers answers, OrderDesk desk) {
        this.call = call;
        this.answers = answers;
        this.desk = desk;
    }

    @POST
    @Path("/create")
    @Requires(scope = Scope.TRADE)
    @Limited(policy = Policy.ORDERS)
    public Uni<Response> create(byte[] body, @Context ContainerRequestContext request) {
        Problems problems = new Problems();
        Fields fields = fields(body, CreateRequest.FIELDS, problems, request);
        return desk.place(fields, call.accountId()).map(answers::ok);
    }

    @POST
    @Path("/cancel")
    @Requires(scope = Scope.TRADE)
    @Limited(policy = Policy.CANCELS)
    public Uni<Response> cancel(byte[] body, @Context ContainerRequestContext request) {
        Problems problems = new Problems();
        Fields fields = fields(body, CANCEL_FIELDS, problems, request);
        OrderKey key = OrderKey.read(fields);
        problems.throwIfAny();
        return desk.cancel(call.accountId(), key).map(answers::ok);
    }

    @DELETE
    @Path("/{orderId}")
    @Requires(scope = Scope.TRADE)
    @Limited(policy = Policy.CANCELS)
    public Uni<Response> delete(@PathParam("orderId") String orderId) {
        return desk.cancel(call.accountId(), OrderKey.ofPath(orderId)).map(answers::ok);
    }

    /** Calls that are not offered; without this they would look like wrong methods on an order. */
    @POST
    @Path("/{call}")
    @Requires(scope = Scope.TRADE)
    public Uni<Response> unknown(byte[] body, @PathParam("call") String name) {
        throw new ApiException(ErrorCode.NOT_FOUND, "There is no call /orders/" + name + ".");
    }

    /** A signed body may carry the timestamp of its header, which the signature then covers. */
    private Fields fields(
            byte[] body, Set<String> known, Problems problems, ContainerRequestContext request) {
        if (!call.caller().signed()) {
            return Fields.ofBody(JsonReader.object(body), known, problems);
        }
        Set<String> names = new HashSet<>(known);
        names.add("timestamp");
        Fields fields = Fields.ofBody(JsonReader.object(body), names, problems);
        Long timestamp = fields.integer("timestamp", 0, Long.MAX_VALUE);
        if (timestamp != null
                && !timestamp.toString().equals(request.getHeaderString("X-Timestamp"))) {
            throw new ApiException(
                    ErrorCode.INVALID_TIMESTAMP, "timestamp must equal X-Timestamp.");
        }
        return fields;
    }
}
