package com.rescaleequity.order.api;

import com.rescaleequity.platform.auth.Requires;
import com.rescaleequity.platform.auth.Scope;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.http.CallContext;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.JsonValue;
import com.rescaleequity.platform.json.Problems;
import com.rescaleequity.platform.limits.Limited;
import com.rescaleequity.platform.limits.Policy;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Set;

/** Cancelling one order by its path; {@link OrderRoutes} has the calls with a body. */
@Path("/api/v1/orders")
public class OrderCancelResource {

    private final CallContext call;
    private final Answers answers;
    private final OrderDesk orders;

    public OrderCancelResource(CallContext call, Answers answers, OrderDesk orders) {
        this.call = call;
        this.answers = answers;
        this.orders = orders;
    }

    @DELETE
    @Path("/{orderId}")
    @Requires(scope = Scope.TRADE)
    @Limited(policy = Policy.CANCELS)
    public Uni<Response> delete(@PathParam("orderId") String orderId) {
        Fields none = Fields.ofBody(new JsonValue.Members(Map.of()), Set.of(), new Problems());
        OrderRequest request = new OrderRequest(call.admitted(), none, null, new Unkeyed());
        return orders.cancel(request, OrderKey.ofPath(orderId)).map(answers::ok);
    }

    /** Its whole cost is known before, and it has no key to be repeated under. */
    private record Unkeyed() implements OrderRequest.Entrance {

        @Override
        public void take(Policy policy, long tokens) {
            throw new IllegalStateException("a cancel weighs nothing more");
        }

        @Override
        public void noteReplay() {
            throw new IllegalStateException("a request without a key repeats none");
        }
    }
}
