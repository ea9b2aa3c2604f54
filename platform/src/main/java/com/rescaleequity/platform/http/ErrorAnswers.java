package com.rescaleequity.platform.http;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.errors.ErrorEnvelope;
import com.rescaleequity.platform.json.Json;
import io.vertx.core.MultiMap;
import java.util.Map;

/** The bytes and headers of an error answer, the same from every layer that may refuse a call. */
public final class ErrorAnswers {

    private static final String CHALLENGE =
            "Bearer realm=\"rescaleequity\", error=\"invalid_token\"";

    private ErrorAnswers() {}

    /** The envelope's bytes. */
    public static byte[] body(ApiException refusal, String requestId, Json json) {
        return json.bytes(ErrorEnvelope.of(refusal, requestId, System.currentTimeMillis()));
    }

    /** Adds what HTTP itself wants to know: challenge, Retry-After, type. */
    public static void headers(ApiException refusal, MultiMap headers) {
        headers.set("Content-Type", Answers.JSON);
        if (refusal.code().status() == 401) {
            headers.set("WWW-Authenticate", CHALLENGE);
        }
        if (refusal.details().get("retryAfterMs") instanceof Number millis) {
            headers.set("Retry-After", String.valueOf(Math.ceilDiv(millis.longValue(), 1000L)));
        }
    }

    /** What a failure of our own code looks like from outside. */
    public static ApiException internal() {
        return new ApiException(
                ErrorCode.INTERNAL_ERROR, "Something went wrong on our side.", Map.of());
    }
}
