package com.rescaleequity.stream.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.errors.ErrorEnvelope;
import com.rescaleequity.stream.delivery.Frame;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answers to requests: they carry the request's id and never a stream. */
final class RequestAnswers {

    private record Success(@Nullable Object id, String status, @Nullable Object result) {}

    private record Failure(@Nullable Object id, String status, Fault error) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Fault(
            ErrorCode code,
            String message,
            List<ErrorEnvelope.Row> errors,
            @JsonInclude(
                            value = JsonInclude.Include.NON_EMPTY,
                            content = JsonInclude.Include.ALWAYS)
                    Map<String, Object> details,
            long timestamp) {}

    private RequestAnswers() {}

    static Frame success(@Nullable Object id, @Nullable Object result) {
        return Frame.answer(new Success(id, "success", result));
    }

    static Frame failure(@Nullable Object id, ApiException refusal, long now) {
        ErrorEnvelope.Fault fault = ErrorEnvelope.of(refusal, null, now).error();
        return Frame.answer(
                new Failure(
                        id,
                        "error",
                        new Fault(
                                fault.code(),
                                fault.message(),
                                fault.errors(),
                                fault.details(),
                                fault.timestamp())));
    }
}
