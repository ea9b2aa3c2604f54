package com.rescaleequity.order.api;

import com.rescaleequity.platform.auth.Caller;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.http.CallLimits;
import com.rescaleequity.platform.http.IdempotencyKey;
import com.rescaleequity.platform.http.PlainCalls;
import com.rescaleequity.platform.http.PlainCalls.Posted;
import com.rescaleequity.platform.http.SignedBody;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.Problems;
import com.rescaleequity.platform.limits.Policy;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;

/** The calls about orders by HTTP, on plain routes: they are most of what the exchange is asked. */
@ApplicationScoped
public class OrderRoutes {

    private final OrderCalls calls;
    private final CallLimits limits;

    OrderRoutes(OrderCalls calls, CallLimits limits) {
        this.calls = calls;
        this.limits = limits;
    }

    void install(@Observes Router router, PlainCalls offers) {
        for (OrderAction action : OrderAction.values()) {
            offers.post(
                    router,
                    action.path(),
                    action.needs(),
                    () -> calls.refusal(action),
                    posted -> take(action, posted));
        }
    }

    private Uni<Buffer> take(OrderAction action, Posted posted) {
        return calls.take(action, read(action, posted))
                .map(data -> Answers.success(posted.admitted().json(), data));
    }

    /** The body may carry its action, and a signed one the timestamp of its header. */
    private OrderRequest read(OrderAction action, Posted posted) {
        HttpServerRequest http = posted.http().request();
        Caller caller = Objects.requireNonNull(posted.admitted().caller());
        Problems problems = new Problems();
        Fields fields =
                SignedBody.read(
                        caller,
                        http,
                        posted.body(),
                        action.fields(),
                        problems,
                        action.text(),
                        action.isNeeded(caller));
        return new OrderRequest(
                posted.admitted(),
                fields,
                IdempotencyKey.read(http, posted.body(), problems),
                new ByHttp(posted.http(), limits));
    }

    private record ByHttp(RoutingContext http, CallLimits limits) implements OrderRequest.Entrance {

        @Override
        public void take(Policy policy, long tokens) {
            limits.take(http, policy, tokens);
        }

        @Override
        public void noteReplay() {
            http.response().putHeader(IdempotencyKey.REPLAYED, "true");
        }
    }
}
