package com.rescaleequity.platform.http;

import com.rescaleequity.platform.limits.RateLimits.Remainder;
import io.vertx.core.http.HttpServerResponse;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The RateLimit headers: the IETF pair for every policy, the older trio for the nearest one. */
final class RateHeaders {

    private RateHeaders() {}

    static void write(HttpServerResponse response, List<Remainder> remainders) {
        response.putHeader(
                "RateLimit-Policy",
                remainders.stream()
                        .map(r ->
                                "\"%s\";q=%d;w=%d"
                                        .formatted(
                                                r.policy().text(),
                                                r.limit(),
                                                r.policy().window().toSeconds()))
                        .collect(Collectors.joining(", ")));
        response.putHeader(
                "RateLimit",
                remainders.stream()
                        .map(r ->
                                "\"%s\";r=%d;t=%d"
                                        .formatted(
                                                r.policy().text(), r.remaining(), r.resetSeconds()))
                        .collect(Collectors.joining(", ")));
        Remainder nearest =
                remainders.stream()
                        .min(Comparator.comparingDouble(r -> (double) r.remaining() / r.limit()))
                        .orElseThrow();
        response.putHeader("X-RateLimit-Limit", Long.toString(nearest.limit()));
        response.putHeader("X-RateLimit-Remaining", Long.toString(nearest.remaining()));
        response.putHeader(
                "X-RateLimit-Reset",
                Long.toString(System.currentTimeMillis() / 1000 + nearest.resetSeconds()));
    }
}
