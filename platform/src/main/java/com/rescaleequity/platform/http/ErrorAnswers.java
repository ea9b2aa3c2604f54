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

    /**
     * The contract's refusal for a status that the HTTP layers below the resources came up with.
     */
    static ApiException ofStatus(int status) {
        return switch (status) {
            case 401 ->
                    new ApiException(
                            ErrorCode.AUTHENTICATION_REQUIRED,
                            "Send Authorization: Bearer YOUR_API_KEY.");
            case 403 -> new ApiException(ErrorCode.PERMISSION_DENIED, "Not allowed.");
            case 404 -> new ApiException(ErrorCode.NOT_FOUND, "No such path.");
            case 405 -> new ApiException(ErrorCode.METHOD_NOT_ALLOWED, "Another method.");
            case 413 -> new ApiException(ErrorCode.PAYLOAD_TOO_LARGE, HttpDoor.BODY_TOO_LARGE);
            case 415 ->
                    new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send application/json.");
            case 503 -> ApiException.unavailable("Not available at the moment; retry.", 1000);
            default ->
                    status >= 400 && status < 500
                            ? new ApiException(
                                    ErrorCode.INVALID_PARAMETER, "The request is malformed.")
                            : internal();
        };
    }
}
