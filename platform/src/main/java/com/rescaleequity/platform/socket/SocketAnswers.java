package com.rescaleequity.platform.socket;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.errors.ErrorEnvelope;
import com.rescaleequity.platform.socket.delivery.Frame;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answers to requests: they carry the request's id and never a stream. */
public final class SocketAnswers {

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
            long timestamp,
            @Nullable Integer httpStatus) {}

    private final Clock clock;
    private final boolean withStatus;

    /**
     * The answers of one endpoint.
     *
     * @param withStatus whether errors tell which HTTP status they have elsewhere
     */
    public SocketAnswers(Clock clock, boolean withStatus) {
        this.clock = clock;
        this.withStatus = withStatus;
    }

    /** What was asked for. */
    public Frame success(@Nullable Object id, @Nullable Object result) {
        return Frame.answer(new Success(id, "success", result));
    }

    /** Why it is not to be had. */
    public Frame failure(@Nullable Object id, ApiException refusal) {
        ErrorEnvelope.Fault fault = ErrorEnvelope.of(refusal, null, clock.millis()).error();
        return Frame.answer(
                new Failure(
                        id,
                        "error",
                        new Fault(
                                fault.code(),
                                fault.message(),
                                fault.errors(),
                                fault.details(),
                                fault.timestamp(),
                                withStatus ? fault.code().status() : null)));
    }
}
