package com.rescaleequity.platform.http;

import com.rescaleequity.platform.auth.Admitted;
import com.rescaleequity.platform.errors.ApiException;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/**
 * Offers reads on plain routes, for calls that are too many for a resource; the edge is the same.
 */
@ApplicationScoped
public class PlainCalls {

    private static final Logger LOG = Logger.getLogger(PlainCalls.class);
    private static final byte[] NOTHING = {};
    private static final int BEFORE_RESOURCES = Integer.MIN_VALUE + 3000;

    private final Edge edge;
    private final HttpDoor door;
    private final AllowedMethods allowedMethods;

    PlainCalls(Edge edge, HttpDoor door, AllowedMethods allowedMethods) {
        this.edge = edge;
        this.door = door;
        this.allowedMethods = allowedMethods;
    }

    /**
     * Offers a read.
     *
     * @param work answers a request that was let in, on its event loop
     */
    public void get(
            Router router, String path, Needs needs, BiConsumer<RoutingContext, Admitted> work) {
        allowedMethods.add(path, HttpMethod.GET.name());
        router.route(HttpMethod.GET, path)
                .order(BEFORE_RESOURCES)
                .handler(http -> run(http, needs, work));
        router.route(HttpMethod.HEAD, path)
                .order(BEFORE_RESOURCES)
                .handler(http -> run(http, needs, work));
    }

    private void run(RoutingContext http, Needs needs, BiConsumer<RoutingContext, Admitted> work) {
        var _ =
                edge.admit(http, needs, NOTHING)
                        .thenAccept(admitted -> work.accept(http, admitted))
                        .exceptionally(failure -> {
                            refuse(http, failure);
                            return null;
                        });
    }

    private void refuse(RoutingContext http, Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (cause instanceof ApiException refusal) {
            door.turnAway(http, refusal);
        } else {
            LOG.errorf(cause, "Request %s failed", HttpDoor.requestId(http));
            door.turnAway(http, ErrorAnswers.internal());
        }
    }
}
