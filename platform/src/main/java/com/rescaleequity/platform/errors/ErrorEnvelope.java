package com.rescaleequity.platform.errors;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of every error answer. */
public record ErrorEnvelope(String status, Fault error) {

    private static final String DOCS = "https://docs.rescaleequity.com/errors#";

    /** What went wrong; empty rows and details are left out. */
    public record Fault(
            ErrorCode code,
            String message,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Row> errors,
            @JsonInclude(
                            value = JsonInclude.Include.NON_EMPTY,
                            content = JsonInclude.Include.ALWAYS)
                    Map<String, Object> details,
            @Nullable String requestId,
            long timestamp,
            String docs) {}

    /** One bad field. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Row(
            String field,
            ErrorCode code,
            String message,
            @Nullable List<java.math.BigDecimal> nearest) {}

    /** The envelope of a refusal. */
    public static ErrorEnvelope of(ApiException refusal, @Nullable String requestId, long now) {
        List<Row> rows =
                refusal.errors().stream()
                        .map(e -> new Row(e.field(), e.code(), e.message(), e.nearest()))
                        .toList();
        String message = refusal.getMessage();
        return new ErrorEnvelope(
                "error",
                new Fault(
                        refusal.code(),
                        message == null ? refusal.code().name() : message,
                        rows,
                        refusal.details(),
                        requestId,
                        now,
                        DOCS + refusal.code()));
    }
}
