package com.rescaleequity.platform.http;

import com.rescaleequity.platform.auth.Requires;
import com.rescaleequity.platform.auth.Scope;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.JsonReader;
import com.rescaleequity.platform.json.Problems;
import com.rescaleequity.platform.limits.Limited;
import com.rescaleequity.platform.limits.Policy;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** One method for each way in which a resource may stand behind the edge. */
@Path("/api/v1/probe")
public class ProbeResource {

    private final CallContext call;
    private final Answers answers;
    private final CallLimits limits;

    public ProbeResource(CallContext call, Answers answers, CallLimits limits) {
        this.call = call;
        this.answers = answers;
        this.limits = limits;
    }

    @GET
    @Path("/open")
    @Requires(open = true)
    public Uni<Response> open() {
        return done(Map.of("price", new BigDecimal("45250.750"), "sequence", 7L));
    }

    /** Answers later than a body may take. */
    @POST
    @Path("/slow")
    @Requires(open = true)
    public Uni<Response> slow(byte[] body) {
        return done(body.length).onItem().delayIt().by(Duration.ofMillis(4_500));
    }

    @GET
    @Path("/market")
    @Requires(marketData = true)
    public Uni<Response> market() {
        return done(Map.of("clientIp", call.clientIp()));
    }

    @GET
    @Path("/private")
    public Uni<Response> ofAccount() {
        return done(Map.of("account", call.accountId()));
    }

    @GET
    @Path("/free")
    @Limited(weight = 0)
    public Uni<Response> free() {
        return done(Map.of());
    }

    @GET
    @Path("/list")
    @Requires(open = true)
    public Uni<Response> list(@Context UriInfo uri) {
        Problems problems = new Problems();
        Fields fields = Fields.ofQuery(uri.getQueryParameters(), problems);
        String symbol = fields.text("symbol");
        long limit = fields.integer("limit", 1, 1000, 100);
        problems.throwIfAny();
        return done(List.of(symbol == null ? "" : symbol, limit));
    }

    @GET
    @Path("/big")
    @Requires(open = true)
    public Uni<Response> big() {
        return done("x".repeat(50_000));
    }

    @GET
    @Path("/broken")
    @Requires(open = true)
    public Uni<Response> broken() {
        return Uni.createFrom().failure(new IllegalStateException("password of the database"));
    }

    @GET
    @Path("/number/{id}")
    @Requires(open = true)
    public Uni<Response> number(@PathParam("id") long id) {
        return done(id);
    }

    @POST
    @Path("/orders/create")
    @Requires(scope = Scope.TRADE)
    @Limited(policy = Policy.ORDERS)
    public Uni<Response> create(byte[] body) {
        return done(order(body));
    }

    private static String order(byte[] body) {
        Problems problems = new Problems();
        Fields fields = Fields.ofBody(JsonReader.object(body), Set.of("symbol", "price"), problems);
        fields.requiredText("symbol");
        fields.decimal("price");
        problems.throwIfAny();
        return new String(body, StandardCharsets.UTF_8);
    }

    @POST
    @Path("/orders/cancel")
    @Requires(scope = Scope.TRADE)
    @Limited(policy = Policy.CANCELS)
    public Uni<Response> cancel(byte[] body) {
        return done(body.length);
    }

    /** Costs one token for each byte of the body. */
    @POST
    @Path("/orders/create-batch")
    @Requires(scope = Scope.TRADE)
    @Limited(policy = Policy.ORDERS, weight = 0)
    @HonoursIdempotencyKey
    public Uni<Response> batch(byte[] body, @Context RoutingContext http) {
        Problems problems = new Problems();
        IdempotencyKey key = IdempotencyKey.read(http.request(), body, problems);
        problems.throwIfAny();
        limits.take(http, Policy.ORDERS, body.length);
        if (key != null) {
            call.markReplayed();
        }
        return done(key == null ? "" : key.text());
    }

    @DELETE
    @Path("/orders/{id}")
    @Requires(scope = Scope.TRADE)
    @Limited(policy = Policy.CANCELS)
    public Uni<Response> cancelOne(@PathParam("id") String id) {
        return done(id);
    }

    @POST
    @Path("/keys/create")
    @Requires(scope = Scope.MANAGE, signed = true)
    @Limited(policy = Policy.SENSITIVE)
    public Uni<Response> sensitive(byte[] body) {
        return done(call.caller().signed());
    }

    @POST
    @Path("/accounts")
    @Requires(open = true)
    @Limited(policy = Policy.SANDBOX_ACCOUNTS)
    public Uni<Response> account(byte[] body) {
        if (JsonReader.object(body).fields().containsKey("missing")) {
            throw new ApiException(ErrorCode.ORDER_NOT_FOUND, "No such order.");
        }
        return done(body.length);
    }

    /** Calls on plain routes, two of them as resources have them too. */
    void install(@Observes Router router, PlainCalls calls) {
        calls.get(
                router,
                "/api/v1/probe/plain",
                Needs.marketData(1),
                (http, admitted) -> {
                    limits.takeMore(http, 9);
                    http.response()
                            .putHeader("Content-Type", Answers.JSON)
                            .end(Buffer.buffer(admitted.json().bytes(new BigDecimal("1.50"))));
                });
        post(
                router,
                calls,
                "orders/create",
                Needs.trade(Policy.ORDERS, 1),
                posted -> order(posted.body()));
        post(
                router,
                calls,
                "accounts",
                new Needs(Scope.READ, true, false, false, Policy.SANDBOX_ACCOUNTS, 1),
                posted -> {
                    JsonReader.object(posted.body());
                    return posted.body().length;
                });
        post(
                router,
                calls,
                "broken",
                Needs.open(1),
                posted -> {
                    throw new IllegalStateException("password of the database");
                });
        calls.post(
                router,
                "/api/v1/probe/plain/full",
                Needs.open(1),
                () -> ApiException.unavailable("Full.", 1000),
                posted -> {
                    throw new AssertionError();
                });
    }

    private static void post(
            Router router,
            PlainCalls calls,
            String name,
            Needs needs,
            Function<PlainCalls.Posted, Object> work) {
        calls.post(
                router,
                "/api/v1/probe/plain/" + name,
                needs,
                () -> null,
                posted ->
                        Uni.createFrom()
                                .item(() -> work.apply(posted))
                                .map(data -> Answers.success(posted.admitted().json(), data)));
    }

    private Uni<Response> done(Object data) {
        return Uni.createFrom().item(() -> answers.ok(data));
    }
}
