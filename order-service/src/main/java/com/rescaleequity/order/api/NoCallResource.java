package com.rescaleequity.order.api;

import com.rescaleequity.platform.auth.Requires;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.http.HonoursIdempotencyKey;
import com.rescaleequity.platform.http.NoCall;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/**
 * Paths and methods below /orders that are no calls. Without it the names of calls would look like
 * the ids of orders, and unknown calls like wrong methods on one. Nobody needs a key to hear it.
 */
@NoCall
@Path("/api/v1/orders")
public class NoCallResource {

    private static final String POSTED =
            "create-batch|create|test|amend|cancel-all-after|cancel-all|cancel-batch|cancel";

    @GET
    @Path("/{call:" + POSTED + "}")
    @Requires(open = true)
    public Uni<Response> get() {
        throw new NotAllowedException(HttpMethod.POST);
    }

    @DELETE
    @Path("/{call:list|" + POSTED + "}")
    @Requires(open = true)
    public Uni<Response> delete() {
        throw new NotAllowedException(HttpMethod.POST);
    }

    @POST
    @Path("/{call:list}")
    @Requires(open = true)
    @HonoursIdempotencyKey
    public Uni<Response> post(byte[] body) {
        throw new NotAllowedException(HttpMethod.GET);
    }

    @POST
    @Path("/{orderId:[0-9]+}")
    @Requires(open = true)
    @HonoursIdempotencyKey
    public Uni<Response> order(byte[] body) {
        throw new NotAllowedException(HttpMethod.GET, new String[] {HttpMethod.DELETE});
    }

    @POST
    @Path("/{call}")
    @Requires(open = true)
    @HonoursIdempotencyKey
    public Uni<Response> unknown(byte[] body, @PathParam("call") String name) {
        throw new ApiException(ErrorCode.NOT_FOUND, "There is no call /orders/" + name + ".");
    }
}
