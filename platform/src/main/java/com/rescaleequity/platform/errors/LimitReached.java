package com.rescaleequity.platform.errors;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which limit a client has reached, and when it may come back.
 *
 * @param policy its name in the contract
 * @param limit how much is let through
 * @param windowSeconds in how long
 * @param retryAfterMs from now on
 */
public record LimitReached(String policy, long limit, long windowSeconds, long retryAfterMs) {

    /** The refusal that tells of it. */
    public ApiException refusal(ErrorCode code, String message) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("policy", policy);
        details.put("limit", limit);
        details.put("windowSeconds", windowSeconds);
        details.put("retryAfterMs", retryAfterMs);
        return new ApiException(code, message, details);
    }
}
