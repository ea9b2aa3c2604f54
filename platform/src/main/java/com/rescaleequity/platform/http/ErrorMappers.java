package com.rescaleequity.platform.http;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Json;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every failure of a resource into the error envelope; nothing inside shows. */
public class ErrorMappers {

    private static final Logger LOG = Logger.getLogger(ErrorMappers.class);

    private final CallContext call;

    public ErrorMappers(CallContext call) {
        this.call = call;
    }

    @ServerExceptionMapper
    RestResponse<byte[]> refusal(ApiException refusal, RoutingContext http) {
        return answer(refusal, http);
    }

    @ServerExceptionMapper
    RestResponse<byte[]> notFound(NotFoundException e, RoutingContext http) {
        return answer(new ApiException(ErrorCode.NOT_FOUND, "No such path."), http);
    }

    @ServerExceptionMapper
    RestResponse<byte[]> notAllowed(NotAllowedException e, RoutingContext http) {
        String allow = e.getResponse().getHeaderString("Allow");
        if (allow != null) {
            http.response().putHeader("Allow", allow);
        }
        return answer(
                new ApiException(
                        ErrorCode.METHOD_NOT_ALLOWED,
                        allow == null ? "Another method." : "Allowed here: " + allow + "."),
                http);
    }

    @ServerExceptionMapper
    RestResponse<byte[]> notSupported(NotSupportedException e, RoutingContext http) {
        return answer(
                new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send application/json."), http);
    }

    @ServerExceptionMapper
    RestResponse<byte[]> other(WebApplicationException e, RoutingContext http) {
        int status = e.getResponse().getStatus();
        if (status == 413) {
            return answer(
                    new ApiException(
                            ErrorCode.PAYLOAD_TOO_LARGE, "A request body has at most 64 KiB."),
                    http);
        }
        if (status >= 400 && status < 500) {
            return answer(
                    new ApiException(ErrorCode.INVALID_PARAMETER, "The request is malformed."),
                    http);
        }
        return unexpected(e, http);
    }

    @ServerExceptionMapper
    RestResponse<byte[]> unexpected(Throwable e, RoutingContext http) {
        LOG.errorf(e, "Request %s failed", HttpDoor.requestId(http));
        return answer(ErrorAnswers.internal(), http);
    }

    private RestResponse<byte[]> answer(ApiException refusal, RoutingContext http) {
        Json json = call.json();
        ErrorAnswers.headers(refusal, http.response().headers());
        return RestResponse.ResponseBuilder.<byte[]>create(
                        Response.Status.fromStatusCode(refusal.code().status()))
                .entity(ErrorAnswers.body(refusal, HttpDoor.requestId(http), json))
                .header("Content-Type", Answers.JSON)
                .build();
    }
}
