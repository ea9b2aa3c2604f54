package com.rescaleequity.platform.http;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
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
    private final AllowedMethods allowedMethods;
    private final CallLimits limits;

    public ErrorMappers(CallContext call, AllowedMethods allowedMethods, CallLimits limits) {
        this.call = call;
        this.limits = limits;
        this.allowedMethods = allowedMethods;
    }

    @ServerExceptionMapper
    RestResponse<byte[]> refusal(ApiException refusal, RoutingContext http) {
        return answer(refusal, http);
    }

    @ServerExceptionMapper
    RestResponse<byte[]> notFound(NotFoundException e, RoutingContext http) {
        String path = http.normalizedPath();
        boolean otherMethod =
                !allowedMethods.at(path).isEmpty()
                        && !allowedMethods.has(path, http.request().method().name());
        return otherMethod ? wrongMethod(http) : answer(ErrorAnswers.ofStatus(404), http);
    }

    @ServerExceptionMapper
    RestResponse<byte[]> notAllowed(NotAllowedException e, RoutingContext http) {
        return wrongMethod(http);
    }

    private RestResponse<byte[]> wrongMethod(RoutingContext http) {
        String allowed = allowedMethods.at(http.normalizedPath());
        http.response().putHeader("Allow", allowed);
        return answer(
                new ApiException(ErrorCode.METHOD_NOT_ALLOWED, "Allowed here: " + allowed + "."),
                http);
    }

    @ServerExceptionMapper
    RestResponse<byte[]> notSupported(NotSupportedException e, RoutingContext http) {
        return answer(ErrorAnswers.ofStatus(415), http);
    }

    @ServerExceptionMapper
    RestResponse<byte[]> other(WebApplicationException e, RoutingContext http) {
        int status = e.getResponse().getStatus();
        return status >= 500 ? unexpected(e, http) : answer(ErrorAnswers.ofStatus(status), http);
    }

    @ServerExceptionMapper
    RestResponse<byte[]> unexpected(Throwable e, RoutingContext http) {
        LOG.errorf(e, "Request %s failed", HttpDoor.requestId(http));
        return answer(ErrorAnswers.internal(), http);
    }

    /** What the edge has not seen, because no resource is there, counts against the address. */
    private RestResponse<byte[]> answer(ApiException failure, RoutingContext http) {
        ApiException refusal = limits.charged(http, failure);
        ErrorAnswers.headers(refusal, http.response().headers());
        return RestResponse.ResponseBuilder.<byte[]>create(
                        Response.Status.fromStatusCode(refusal.code().status()))
                .entity(ErrorAnswers.body(refusal, HttpDoor.requestId(http), call.json()))
                .header("Content-Type", Answers.JSON)
                .build();
    }
}
