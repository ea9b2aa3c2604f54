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
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
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
                    IdempotencyKey.HEADER);
    private static final Requires READ = Defaults.class.getAnnotation(Requires.class);
    private static final Limited ONE = Defaults.class.getAnnotation(Limited.class);

    /** What a resource method without annotations needs and costs. */
    @Requires
    @Limited
    private static final class Defaults {}

    private final CallContext call;
    private final Authenticator authenticator;
    private final CallLimits limits;
    private final boolean publicMarketData;

    public EdgeFilter(
            CallContext call,
            Authenticator authenticator,
            CallLimits limits,
            @ConfigProperty(name = "exchange.public-market-data", defaultValue = "false")
                    boolean publicMarketData) {
        this.call = call;
        this.authenticator = authenticator;
        this.limits = limits;
        this.publicMarketData = publicMarketData;
    }

    /** Lets the call through, at once (null) where it can, or fails it with the contract's code. */
    @ServerRequestFilter
    public @Nullable Uni<@Nullable Response> admit(
            ContainerRequestContext request,
            jakarta.ws.rs.container.ResourceInfo resource,
            RoutingContext http) {
        Method method = resource.getResourceMethod();
        Requires requires = annotation(method, Requires.class, READ);
        Limited limited = annotation(method, Limited.class, ONE);
        String numberFormat = numberFormat(request);
        Json json = numberFormat.equalsIgnoreCase("string") ? Json.STRINGS : Json.NUMBERS;
        String clientIp = clientIp(http);
        call.begin(HttpDoor.requestId(http), clientIp, json);
        Credentials credentials = credentials(request, http, clientIp);
        boolean open = requires.open() || (requires.marketData() && publicMarketData);
        if (open && credentials.isEmpty()) {
            Policy policy = limited.policy() == Policy.ACCOUNT ? Policy.IP : limited.policy();
            limits.takeOfAddress(http, policy, limited.weight());
            checkOptions(request, method, numberFormat);
            return null;
        }
        Entry entry = new Entry(request, method, http, limited, numberFormat);
        Caller known = knownCaller(credentials, requires, entry);
        if (known != null) {
            enter(known, entry);
            return null;
        }
        return authenticator
                .authenticate(credentials, requires.signed())
                .invoke(caller -> Authenticator.requireScope(caller.key(), requires.scope()))
                .onFailure(EdgeFilter::isStranger)
                .transform(refusal -> countStranger(refusal, limited, http))
                .map(caller -> {
                    enter(caller, entry);
                    return null;
                });
    }

    /** A call that is about to be let in. */
    private record Entry(
            ContainerRequestContext request,
            @Nullable Method method,
            RoutingContext http,
            Limited limited,
            String numberFormat) {}

    /** The caller whose key is at hand; a chain of callbacks would only cost time then. */
    private @Nullable Caller knownCaller(Credentials credentials, Requires requires, Entry entry) {
        try {
            Caller known = authenticator.authenticateNow(credentials, requires.signed());
            if (known != null) {
                Authenticator.requireScope(known.key(), requires.scope());
            }
            return known;
        } catch (ApiException refusal) {
            if (isStranger(refusal)) {
                chargeStranger(entry.limited(), entry.http());
            }
            throw refusal;
        }
    }

    private void enter(Caller caller, Entry entry) {
        call.identify(caller);
        limits.take(entry.http(), caller, entry.limited());
        checkOptions(entry.request(), entry.method(), entry.numberFormat());
    }

    /** Says whether the answer is a repeated one, and charges a refused order call. */
    @ServerResponseFilter
    public void finish(
            jakarta.ws.rs.container.ContainerResponseContext response,
            jakarta.ws.rs.container.ResourceInfo resource) {
        if (call.isReplayed()) {
            response.getHeaders().putSingle("Idempotency-Replayed", "true");
        }
        Caller caller = call.callerOrNull();
        if (caller == null || response.getStatus() != 400) {
            return;
        }
        Policy policy = annotation(resource.getResourceMethod(), Limited.class, ONE).policy();
        if (policy == Policy.ORDERS || policy == Policy.CANCELS) {
            limits.chargeRefusal(caller);
        }
    }

    private static boolean isStranger(Throwable failure) {
        return failure instanceof ApiException refusal
                && (refusal.code().status() == 401 || refusal.code().status() == 403);
    }

    private Throwable countStranger(Throwable refusal, Limited limited, RoutingContext http) {
        try {
            chargeStranger(limited, http);
            return refusal;
        } catch (ApiException tooMany) {
            return tooMany;
        }
    }

    /** Who may not come in has no account to count against, so its address pays. */
    private void chargeStranger(Limited limited, RoutingContext http) {
        int weight = limited.policy() == Policy.ACCOUNT ? Math.max(1, limited.weight()) : 1;
        limits.takeOfAddress(http, Policy.IP, weight);
    }

    private static Credentials credentials(
            ContainerRequestContext request, RoutingContext http, String clientIp) {
        MultiMap headers = http.request().headers();
        for (String name : SINGLE_HEADERS) {
            if (headers.contains(name) && headers.getAll(name).size() > 1) {
                throw new ApiException(
                        ErrorCode.INVALID_PARAMETER, "The header " + name + " is sent twice.");
            }
        }
        return new Credentials(
                headers.get("Authorization"),
                headers.get("X-API-Key"),
                headers.get("X-API-Sign"),
                headers.get("X-Timestamp"),
                headers.get("X-Recv-Window"),
                headers.get("X-API-Sign-Version"),
                request.getMethod(),
                http.request().uri(),
                body(request, http),
                clientIp);
    }

    /** The bytes that the door has read are what is verified and what the resource gets. */
    private static byte[] body(ContainerRequestContext request, RoutingContext http) {
        Buffer read = http.body().buffer();
        byte[] bytes = read == null ? new byte[0] : read.getBytes();
        request.setEntityStream(new ByteArrayInputStream(bytes));
        return bytes;
    }

    private static String numberFormat(ContainerRequestContext request) {
        String wanted = request.getHeaderString("X-Number-Format");
        if (wanted == null) {
            wanted = request.getUriInfo().getQueryParameters().getFirst("numberFormat");
        }
        return wanted == null || wanted.isEmpty() ? "number" : wanted;
    }

    private static void checkOptions(
            ContainerRequestContext request, @Nullable Method method, String numberFormat) {
        if (!numberFormat.equalsIgnoreCase("number") && !numberFormat.equalsIgnoreCase("string")) {
            throw ApiException.ofField(
                    "numberFormat", ErrorCode.INVALID_PARAMETER, "must be number or string.");
        }
        if (request.getMethod().equals("POST")
                && request.getHeaderString(IdempotencyKey.HEADER) != null
                && (method == null || !method.isAnnotationPresent(HonoursIdempotencyKey.class))) {
            throw ApiException.ofField(
                    IdempotencyKey.HEADER,
                    ErrorCode.INVALID_PARAMETER,
                    "is not honoured by this call.");
        }
    }

    /** The client's address: what the ingress says, else the peer's. */
    public static String clientIp(RoutingContext http) {
        return ClientAddress.of(http);
    }

    private static <A extends java.lang.annotation.Annotation> A annotation(
            @Nullable Method method, Class<A> type, A otherwise) {
        A found = method == null ? null : method.getAnnotation(type);
        return found == null ? otherwise : found;
    }
}
