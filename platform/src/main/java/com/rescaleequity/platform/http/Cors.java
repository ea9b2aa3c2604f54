package com.rescaleequity.platform.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Any web page may call, on every path: keys travel in headers that a page must know, never in
 * cookies, so there is nothing that an origin could borrow.
 */
final class Cors {

    private static final String METHODS = "GET, POST, DELETE";
    private static final String REQUEST_HEADERS =
            "Authorization, Content-Type, X-API-Key, X-API-Sign, X-API-Sign-Version, X-Timestamp,"
                    + " X-Recv-Window, X-Number-Format, Idempotency-Key";
    private static final String RESPONSE_HEADERS =
            "X-Request-Id, RateLimit, RateLimit-Policy, Retry-After, X-RateLimit-Limit,"
                    + " X-RateLimit-Remaining, X-RateLimit-Reset, Idempotency-Replayed";
    private static final String ONE_DAY = "86400";

    private Cors() {}

    /** Adds the headers; answers a preflight. */
    static void handle(RoutingContext ctx) {
        allow(ctx.response());
        if (!isPreflight(ctx.request())) {
            ctx.next();
            return;
        }
        ctx.response()
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS)
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, ONE_DAY)
                .setStatusCode(204)
                .end();
    }

    /** What every answer carries. */
    static void allow(HttpServerResponse response) {
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        response.putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, RESPONSE_HEADERS);
    }

    private static boolean isPreflight(HttpServerRequest request) {
        return request.method().equals(HttpMethod.OPTIONS)
                && request.getHeader(HttpHeaders.ORIGIN) != null
                && request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null;
    }
}
