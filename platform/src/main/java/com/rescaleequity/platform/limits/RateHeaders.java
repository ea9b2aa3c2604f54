package com.rescaleequity.platform.limits;

import com.rescaleequity.platform.limits.RateLimits.Remainder;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/** The RateLimit headers: the IETF pair for every policy, the older trio for the nearest one. */
public final class RateHeaders {

    private RateHeaders() {}

    /** Writes them for the buckets that a call has met. */
    public static void write(HttpServerResponse response, List<Remainder> remainders) {
        StringBuilder policies = new StringBuilder();
        StringBuilder left = new StringBuilder();
        Remainder nearest = remainders.getFirst();
        for (Remainder r : remainders) {
            separate(policies).append('"').append(r.policy().text()).append('"');
            policies.append(";q=").append(r.limit());
            policies.append(";w=").append(r.policy().window().toSeconds());
            separate(left).append('"').append(r.policy().text()).append('"');
            left.append(";r=").append(r.remaining()).append(";t=").append(r.resetSeconds());
            if (share(r) < share(nearest)) {
                nearest = r;
            }
        }
        response.putHeader("RateLimit-Policy", policies.toString());
        response.putHeader("RateLimit", left.toString());
        response.putHeader("X-RateLimit-Limit", Long.toString(nearest.limit()));
        response.putHeader("X-RateLimit-Remaining", Long.toString(nearest.remaining()));
        response.putHeader(
                "X-RateLimit-Reset",
                Long.toString(System.currentTimeMillis() / 1000 + nearest.resetSeconds()));
    }

    private static StringBuilder separate(StringBuilder list) {
        return list.isEmpty() ? list : list.append(", ");
    }

    private static double share(Remainder remainder) {
        return (double) remainder.remaining() / remainder.limit();
    }
}
