package com.rescaleequity.platform.errors;

import java.util.List;
import java.util.Map;

/** A refusal on its way to the client: one code of the registry and what explains it. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient List<FieldError> errors;
    private final transient Map<String, Object> details;

    public ApiException(ErrorCode code, String message) {
        this(code, message, List.of(), Map.of());
    }

    public ApiException(ErrorCode code, String message, Map<String, Object> details) {
        this(code, message, List.of(), details);
    }

    public ApiException(
            ErrorCode code, String message, List<FieldError> errors, Map<String, Object> details) {
        super(message, null, false, false);
        this.code = code;
        this.errors = List.copyOf(errors);
        this.details = details;
    }

    /** A 503 that says when to come back. */
    public static ApiException unavailable(String message, long retryAfterMs) {
        return new ApiException(
                ErrorCode.SERVICE_UNAVAILABLE, message, Map.of("retryAfterMs", retryAfterMs));
    }

    /** A refusal of exactly one field. */
    public static ApiException ofField(String field, ErrorCode code, String message) {
        return new ApiException(
                code, message, List.of(new FieldError(field, code, message)), Map.of());
    }

    public ErrorCode code() {
        return code;
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** Machine data of this code; values may be null, decimals are {@code BigDecimal}. */
    public Map<String, Object> details() {
        return details;
    }
}
