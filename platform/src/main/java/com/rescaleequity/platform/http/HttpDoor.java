package com.rescaleequity.platform.http;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Json;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The first thing a request meets: it gets its id, CORS, and is refused here when its body is too
 * large, encoded or not JSON. Refusals before a resource is found carry the envelope too.
 */
@ApplicationScoped
public class HttpDoor {

    /** Routing context key of the request id. */
    public static final String REQUEST_ID = "exchange.request-id";

    private static final int MAX_BODY = 64 * 1024;
    private static final int FIRST = Integer.MIN_VALUE + 1000;
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    void install(@Observes Router router) {
        router.route().order(FIRST).handler(HttpDoor::identify);
        router.route().order(FIRST + 1).handler(cors());
        router.route().order(FIRST + 2).handler(HttpDoor::inspect);
        router.errorHandler(
                413,
                ctx ->
                        refuse(
                                ctx,
                                new ApiException(
                                        ErrorCode.PAYLOAD_TOO_LARGE,
                                        "A request body has at most 64 KiB.")));
        router.errorHandler(
                404, ctx -> refuse(ctx, new ApiException(ErrorCode.NOT_FOUND, "No such path.")));
        router.errorHandler(
                400,
                ctx ->
                        refuse(
                                ctx,
                                new ApiException(
                                        ErrorCode.INVALID_PARAMETER, "The request is malformed.")));
        router.errorHandler(500, ctx -> refuse(ctx, ErrorAnswers.internal()));
    }

    /** Ends a request with a refusal, unless its answer has begun. */
    public static void refuse(RoutingContext ctx, ApiException refusal) {
        if (ctx.response().headWritten()) {
            return;
        }
        ErrorAnswers.headers(refusal, ctx.response().headers());
        ctx.response()
                .setStatusCode(refusal.code().status())
                .end(
                        io.vertx.core.buffer.Buffer.buffer(
                                ErrorAnswers.body(refusal, requestId(ctx), Json.NUMBERS)));
    }

    /** The id of the request. */
    public static String requestId(RoutingContext ctx) {
        String id = ctx.get(REQUEST_ID);
        return id == null ? "" : id;
    }

    private static void identify(RoutingContext ctx) {
        String id = newId();
        ctx.put(REQUEST_ID, id);
        ctx.response().putHeader("X-Request-Id", id);
        ctx.next();
    }

    private static void inspect(RoutingContext ctx) {
        ApiException refusal = refusal(ctx);
        if (refusal == null) {
            ctx.next();
            return;
        }
        ctx.response().putHeader(HttpHeaders.CONNECTION, "close");
        refuse(ctx, refusal);
    }

    private static @Nullable ApiException refusal(RoutingContext ctx) {
        String length = ctx.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && (length.length() > 9 || Long.parseLong(length) > MAX_BODY)) {
            return new ApiException(
                    ErrorCode.PAYLOAD_TOO_LARGE, "A request body has at most 64 KiB.");
        }
        if (!ctx.request().method().equals(HttpMethod.POST)) {
            return null;
        }
        if (ctx.request().getHeader(HttpHeaders.CONTENT_ENCODING) != null) {
            return new ApiException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Request bodies may not be encoded.");
        }
        String type = ctx.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null && !isJson(type)) {
            return new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send application/json.");
        }
        return null;
    }

    private static boolean isJson(String type) {
        int end = type.indexOf(';');
        String media = (end < 0 ? type : type.substring(0, end)).strip();
        return media.isEmpty()
                || media.equalsIgnoreCase("application/json")
                || media.equalsIgnoreCase("text/plain");
    }

    private static CorsHandler cors() {
        return CorsHandler.create()
                .addOrigin("*")
                .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE))
                .allowedHeaders(
                        Set.of(
                                "Authorization",
                                "Content-Type",
                                "X-API-Key",
                                "X-API-Sign",
                                "X-API-Sign-Version",
                                "X-Timestamp",
                                "X-Recv-Window",
                                "X-Number-Format",
                                "Idempotency-Key"))
                .exposedHeaders(
                        Set.of(
                                "X-Request-Id",
                                "RateLimit",
                                "RateLimit-Policy",
                                "Retry-After",
                                "X-RateLimit-Limit",
                                "X-RateLimit-Remaining",
                                "X-RateLimit-Reset",
                                "Idempotency-Replayed"));
    }

    private static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        char[] id = new char[16];
        for (int i = 0; i < id.length; i++) {
            id[i] = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        }
        return new String(id);
    }
}
