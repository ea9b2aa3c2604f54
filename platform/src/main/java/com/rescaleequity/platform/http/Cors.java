package com.rescaleequity.platform.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * Any web page may call, on every path: keys travel in headers that a page must know, never in
 * cookies, so there is nothing that an origin could borrow.
 */
final class Cors {

    private static final String METHODS = "GET, POST, DELETE";
    private static final String REQUEST_HEADERS =
            "Authorization, Content-Type, X-API-Key, X-API-Sign, X-API-Sign-Version, X-Timestamp,"
                    + " X-Recv-Window, X-Number-Format, Idempotency-Key";
    private static final CharSequence ANY = HttpHeaders.createOptimized("*");
    private static final CharSequence RESPONSE_HEADERS =
            HttpHeaders.createOptimized(
                    "X-Request-Id, RateLimit, RateLimit-Policy, Retry-After, X-RateLimit-Limit,"
                            + " X-RateLimit-Remaining, X-RateLimit-Reset, Idempotency-Replayed,"
                            + " X-Data-Age");
    private static final String ONE_DAY = "86400";

    private Cors() {}

    /** Answers a preflight. */
    static void answer(HttpServerResponse response) {
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS)
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, ONE_DAY)
                .setStatusCode(204)
                .end();
    }

    /** What every answer carries. */
    static void allow(HttpServerResponse response) {
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANY);
        response.putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, RESPONSE_HEADERS);
    }

    static boolean isPreflight(HttpServerRequest request) {
        return request.method().equals(HttpMethod.OPTIONS)
                && request.getHeader(HttpHeaders.ORIGIN) != null
                && request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null;
    }
}
