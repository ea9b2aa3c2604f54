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

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Success(
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Object id,
            String status,
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Object result,
            @Nullable Boolean idempotencyReplayed) {}

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
            @Nullable String requestId,
            long timestamp,
            @Nullable String docs,
            @Nullable Integer httpStatus) {}

    private final Clock clock;
    private final boolean asByHttp;

    /**
     * The answers of one endpoint.
     *
     * @param asByHttp whether errors hold all that they do by HTTP, the status included
     */
    public SocketAnswers(Clock clock, boolean asByHttp) {
        this.clock = clock;
        this.asByHttp = asByHttp;
    }

    /** What was asked for. */
    public Frame success(@Nullable Object id, @Nullable Object result) {
        return success(id, result, false);
    }

    /**
     * What was asked for.
     *
     * @param replayed whether the answer is the one that the request's first sending got
     */
    public Frame success(@Nullable Object id, @Nullable Object result, boolean replayed) {
        return Frame.answer(new Success(id, "success", result, replayed ? true : null));
    }

    /** Why it is not to be had. */
    public Frame failure(@Nullable Object id, ApiException refusal) {
        return failure(id, refusal, null);
    }

    /**
     * Why it is not to be had.
     *
     * @param requestId names the request to operators, null where nothing was begun
     */
    public Frame failure(@Nullable Object id, ApiException refusal, @Nullable String requestId) {
        ErrorEnvelope.Fault fault = ErrorEnvelope.of(refusal, requestId, clock.millis()).error();
        return Frame.answer(
                new Failure(
                        id,
                        "error",
                        new Fault(
                                fault.code(),
                                fault.message(),
                                fault.errors(),
                                fault.details(),
                                fault.requestId(),
                                fault.timestamp(),
                                asByHttp ? fault.docs() : null,
                                asByHttp ? fault.code().status() : null)));
    }
}
