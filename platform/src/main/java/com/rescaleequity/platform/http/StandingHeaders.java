package com.rescaleequity.platform.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * What every answer carries: it is what its type says, tells nobody where it was, and is kept by
 * nobody; market data only after asking again. What is public may be read by any origin.
 */
public final class StandingHeaders {

    private static final String MARKET_DATA = "/api/v1/market/";
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence NO_CACHE = HttpHeaders.createOptimized("no-cache");
    private static final CharSequence TYPE_OPTIONS =
            HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence REFERRER_POLICY =
            HttpHeaders.createOptimized("Referrer-Policy");
    private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");

    private StandingHeaders() {}

    /** For a path of the public API. */
    public static void add(String target, HttpServerResponse response) {
        Cors.allow(response);
        add(response, target.startsWith(MARKET_DATA) ? NO_CACHE : NO_STORE);
    }

    /** For what only operators read. */
    public static void addPrivate(HttpServerResponse response) {
        add(response, NO_STORE);
    }

    private static void add(HttpServerResponse response, CharSequence cacheControl) {
        response.putHeader(HttpHeaders.CACHE_CONTROL, cacheControl);
        response.putHeader(TYPE_OPTIONS, NOSNIFF);
        response.putHeader(REFERRER_POLICY, NO_REFERRER);
    }
}
