package com.rescaleequity.local.ingress;

import com.rescaleequity.platform.http.HttpDoor;
import com.rescaleequity.platform.http.StandingHeaders;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** The few errors that the ingress answers itself, in the envelope of the public API. */
final class IngressRefusals {

    private static final int RETRY_SECONDS = 1;

    private IngressRefusals() {}

    /** No route: nothing was done. */
    static void notFound(HttpServerRequest request) {
        send(request, 404, "NOT_FOUND", "There is no such path.", new JsonObject());
    }

    /** It is no request that could be read in one way only; what follows it is not read at all. */
    static void malformed(HttpServerRequest request) {
        HangUp.announce(request);
        send(
                        request,
                        400,
                        "INVALID_PARAMETER",
                        "The request is malformed, or its end is in doubt.",
                        new JsonObject())
                .onComplete(sent -> HangUp.on(request));
    }

    /** The body is longer than any service takes; what is left of it is not read. */
    static void tooLarge(HttpServerRequest request) {
        send(request, 413, "PAYLOAD_TOO_LARGE", HttpDoor.BODY_TOO_LARGE, new JsonObject());
    }

    /** The service cannot be reached: nothing was done. */
    static void unavailable(HttpServerRequest request) {
        request.response().putHeader("Retry-After", String.valueOf(RETRY_SECONDS));
        send(
                request,
                503,
                "SERVICE_UNAVAILABLE",
                "The service is not available; retry.",
                new JsonObject().put("retryAfterMs", RETRY_SECONDS * 1000));
    }

    /**
     * The service went away after it was asked to change something: nobody knows whether it did.
     *
     * @param details by which the client can find out
     */
    static void unknown(HttpServerRequest request, JsonObject details) {
        send(
                request,
                500,
                "EXECUTION_UNKNOWN",
                "The answer was lost; ask whether the request was carried out.",
                details);
    }

    private static Future<Void> send(
            HttpServerRequest request,
            int status,
            String code,
            String message,
            JsonObject details) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.headWritten()) {
            return Future.succeededFuture();
        }
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        JsonObject error = new JsonObject().put("code", code).put("message", message);
        if (!details.isEmpty()) {
            error.put("details", details);
        }
        error.put("requestId", id)
                .put("timestamp", System.currentTimeMillis())
                .put("docs", "https://docs.rescaleequity.com/errors#" + code);
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .putHeader("X-Request-Id", id);
        StandingHeaders.add(String.valueOf(request.uri()), response);
        boolean unread = !request.isEnded();
        if (unread) {
            HangUp.announce(request);
        }
        return response.end(new JsonObject().put("status", "error").put("error", error).toBuffer())
                .onComplete(sent -> {
                    if (unread) {
                        HangUp.on(request);
                    }
                });
    }
}
