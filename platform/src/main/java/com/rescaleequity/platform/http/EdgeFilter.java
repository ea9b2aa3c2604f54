package com.rescaleequity.platform.http;

import com.rescaleequity.platform.auth.Admitted;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/** Stands between routing and resources, and lets the {@link Edge} decide. */
public class EdgeFilter {

    private static final Map<Method, Needs> NEEDS = new ConcurrentHashMap<>();

    private final CallContext call;
    private final Edge edge;
    private final CallLimits limits;

    public EdgeFilter(CallContext call, Edge edge, CallLimits limits) {
        this.call = call;
        this.edge = edge;
        this.limits = limits;
    }

    /** Lets the call through, at once (null) where it can, or fails it with the contract's code. */
    @ServerRequestFilter
    public @Nullable Uni<@Nullable Response> admit(
            ContainerRequestContext request,
            jakarta.ws.rs.container.ResourceInfo resource,
            RoutingContext http) {
        Method method = resource.getResourceMethod();
        CompletableFuture<Admitted> entry = edge.admit(http, needs(method), body(request, http));
        return switch (entry.state()) {
            case SUCCESS -> {
                enter(entry.resultNow(), request, method);
                yield null;
            }
            case FAILED, CANCELLED, RUNNING ->
                    Uni.createFrom()
                            .completionStage(entry)
                            .map(admitted -> {
                                enter(admitted, request, method);
                                return null;
                            });
        };
    }

    private void enter(
            Admitted admitted, ContainerRequestContext request, @Nullable Method method) {
        call.enter(admitted);
        if (request.getMethod().equals("POST")
                && request.getHeaderString(IdempotencyKey.HEADER) != null
                && (method == null || !method.isAnnotationPresent(HonoursIdempotencyKey.class))) {
            throw ApiException.ofField(
                    IdempotencyKey.HEADER,
                    ErrorCode.INVALID_PARAMETER,
                    "is not honoured by this call.");
        }
    }

    /** Says whether the answer is a repeated one, and charges a refused order call. */
    @ServerResponseFilter
    public void finish(
            jakarta.ws.rs.container.ContainerResponseContext response,
            jakarta.ws.rs.container.ResourceInfo resource) {
        if (call.isReplayed()) {
            response.getHeaders().putSingle(IdempotencyKey.REPLAYED, "true");
        }
        limits.chargeIfRefused(
                needs(resource.getResourceMethod()).policy(),
                call.callerOrNull(),
                response.getStatus());
    }

    /** The bytes that the door has read are what is verified and what the resource gets. */
    private static byte[] body(ContainerRequestContext request, RoutingContext http) {
        byte[] bytes = HttpDoor.body(http);
        request.setEntityStream(new ByteArrayInputStream(bytes));
        return bytes;
    }

    private static Needs needs(@Nullable Method method) {
        return method == null ? Needs.of(null) : NEEDS.computeIfAbsent(method, Needs::of);
    }
}
