package com.rescaleequity.platform.http;

import com.rescaleequity.platform.auth.Authenticator;
import com.rescaleequity.platform.auth.Caller;
import com.rescaleequity.platform.auth.Credentials;
import com.rescaleequity.platform.auth.Requires;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Json;
import com.rescaleequity.platform.limits.Limited;
import com.rescaleequity.platform.limits.Policy;
import com.rescaleequity.platform.limits.RateLimits;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Between routing and resource: rate limit of the address, authentication, signature, scope, rate
 * limit of the account, in the contract's order of checks.
 */
public class EdgeFilter {

    private static final List<String> SINGLE_HEADERS =
            List.of(
                    "Authorization",
                    "X-API-Key",
                    "X-API-Sign",
                    "X-Timestamp",
                    "X-Recv-Window",
                    "X-API-Sign-Version",
                    "Idempotency-Key");
    private static final Requires READ = Defaults.class.getAnnotation(Requires.class);
    private static final Limited ONE = Defaults.class.getAnnotation(Limited.class);

    /** What a resource method without annotations needs and costs. */
    @Requires
    @Limited
    private static final class Defaults {}

    private final CallContext call;
    private final Authenticator authenticator;
    private final RateLimits limits;
    private final boolean publicMarketData;

    public EdgeFilter(
            CallContext call,
            Authenticator authenticator,
            RateLimits limits,
            @ConfigProperty(name = "exchange.public-market-data", defaultValue = "false")
                    boolean publicMarketData) {
        this.call = call;
        this.authenticator = authenticator;
        this.limits = limits;
        this.publicMarketData = publicMarketData;
    }

    /** Lets the call through, or fails it with the contract's code. */
    // The signature covers the raw body, so it must be there before the resource is called.
    @SuppressWarnings("deprecation")
    @ServerRequestFilter(readBody = true)
    public Uni<@Nullable Response> admit(
            ContainerRequestContext request,
            jakarta.ws.rs.container.ResourceInfo resource,
            RoutingContext http) {
        Method method = resource.getResourceMethod();
        Requires requires = annotation(method, Requires.class, READ);
        Limited limited = annotation(method, Limited.class, ONE);
        call.begin(HttpDoor.requestId(http), clientIp(http), numberFormat(request));
        Credentials credentials = credentials(request, http);
        boolean open = requires.open() || (requires.marketData() && publicMarketData);
        if (open && credentials.isEmpty()) {
            Policy policy = limited.policy() == Policy.ACCOUNT ? Policy.IP : limited.policy();
            RateHeaders.write(
                    http.response(),
                    List.of(limits.take(policy, call.clientIp(), "", limited.weight())));
            return Uni.createFrom().nullItem();
        }
        return authenticator
                .authenticate(credentials, requires.signed())
                .map(caller -> admit(caller, requires, limited, http));
    }

    /** A refused order call costs one token of its account, as the contract's weights say. */
    @ServerResponseFilter
    public void chargeRefusal(
            jakarta.ws.rs.container.ContainerResponseContext response,
            jakarta.ws.rs.container.ResourceInfo resource) {
        Caller caller = call.callerOrNull();
        if (caller == null || response.getStatus() != 400) {
            return;
        }
        Policy policy = annotation(resource.getResourceMethod(), Limited.class, ONE).policy();
        if (policy == Policy.ORDERS || policy == Policy.CANCELS) {
            limits.charge(Policy.ACCOUNT, owner(caller), caller.key().tier(), 1);
        }
    }

    private @Nullable Response admit(
            Caller caller, Requires requires, Limited limited, RoutingContext http) {
        Authenticator.requireScope(caller.key(), requires.scope());
        call.identify(caller);
        String tier = caller.key().tier();
        RateLimits.Remainder own =
                limits.take(limited.policy(), owner(caller), tier, limited.weight());
        if (limits.isEnabled()) {
            RateHeaders.write(
                    http.response(),
                    limited.policy() == Policy.ACCOUNT
                            ? List.of(own)
                            : List.of(limits.peek(Policy.ACCOUNT, owner(caller), tier), own));
        }
        return null;
    }

    private static String owner(Caller caller) {
        return Long.toString(caller.accountId());
    }

    private static Credentials credentials(ContainerRequestContext request, RoutingContext http) {
        for (String name : SINGLE_HEADERS) {
            if (http.request().headers().getAll(name).size() > 1) {
                throw new ApiException(
                        ErrorCode.INVALID_PARAMETER, "The header " + name + " is sent twice.");
            }
        }
        if (http.request().getHeader("Idempotency-Key") != null) {
            throw ApiException.ofField(
                    "Idempotency-Key",
                    ErrorCode.INVALID_PARAMETER,
                    "Idempotency-Key is not supported yet; use clientOrderId.");
        }
        return new Credentials(
                http.request().getHeader("Authorization"),
                http.request().getHeader("X-API-Key"),
                http.request().getHeader("X-API-Sign"),
                http.request().getHeader("X-Timestamp"),
                http.request().getHeader("X-Recv-Window"),
                http.request().getHeader("X-API-Sign-Version"),
                request.getMethod(),
                http.request().uri(),
                body(request),
                clientIp(http));
    }

    private static byte[] body(ContainerRequestContext request) {
        try {
            if (!request.hasEntity()) {
                return new byte[0];
            }
            byte[] bytes = request.getEntityStream().readAllBytes();
            request.setEntityStream(new ByteArrayInputStream(bytes));
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Json numberFormat(ContainerRequestContext request) {
        String wanted = request.getHeaderString("X-Number-Format");
        if (wanted == null) {
            wanted = request.getUriInfo().getQueryParameters().getFirst("numberFormat");
        }
        if (wanted == null || wanted.isEmpty() || wanted.equalsIgnoreCase("number")) {
            return Json.NUMBERS;
        }
        if (wanted.equalsIgnoreCase("string")) {
            return Json.STRINGS;
        }
        throw ApiException.ofField(
                "numberFormat", ErrorCode.INVALID_PARAMETER, "must be number or string.");
    }

    /** The client's address: what the ingress says, else the peer's. */
    public static String clientIp(RoutingContext http) {
        String forwarded = http.request().getHeader("X-Forwarded-For");
        if (forwarded != null && !forwarded.isBlank()) {
            int comma = forwarded.indexOf(',');
            return (comma < 0 ? forwarded : forwarded.substring(0, comma)).strip();
        }
        return http.request().remoteAddress().hostAddress();
    }

    private static <A extends java.lang.annotation.Annotation> A annotation(
            @Nullable Method method, Class<A> type, A otherwise) {
        A found = method == null ? null : method.getAnnotation(type);
        return found == null ? otherwise : found;
    }
}
