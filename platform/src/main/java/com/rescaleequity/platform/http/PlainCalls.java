package com.rescaleequity.platform.http;

import com.rescaleequity.platform.auth.Admitted;
import com.rescaleequity.platform.errors.ApiException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Offers calls on plain routes, for those that are too many for a resource; the edge is the same.
 */
@ApplicationScoped
public class PlainCalls {

    private static final Logger LOG = Logger.getLogger(PlainCalls.class);
    private static final byte[] NOTHING = {};
    private static final int BEFORE_RESOURCES = Integer.MIN_VALUE + 3000;
    private static final CharSequence JSON = HttpHeaders.createOptimized(Answers.JSON);

    private final Edge edge;
    private final HttpDoor door;
    private final CallLimits limits;
    private final AllowedMethods allowedMethods;

    PlainCalls(Edge edge, HttpDoor door, CallLimits limits, AllowedMethods allowedMethods) {
        this.edge = edge;
        this.door = door;
        this.limits = limits;
        this.allowedMethods = allowedMethods;
    }

    /** A request with a body that was let in; its answer is made on its event loop. */
    public record Posted(RoutingContext http, Admitted admitted, byte[] body) {}

    /**
     * Offers a read.
     *
     * @param work answers a request that was let in, on its event loop
     */
    public void get(
            Router router, String path, Needs needs, BiConsumer<RoutingContext, Admitted> work) {
        offer(router, HttpMethod.GET, path, http -> read(http, needs, work));
        router.route(HttpMethod.HEAD, path)
                .order(BEFORE_RESOURCES)
                .handler(http -> read(http, needs, work));
    }

    /**
     * Offers a call that does something. It has to honour an Idempotency-Key.
     *
     * @param early is asked before anything is done for a request, and refuses it or gives null
     * @param work makes the whole answer, or fails with a refusal
     */
    public void post(
            Router router,
            String path,
            Needs needs,
            Supplier<@Nullable ApiException> early,
            Function<Posted, Uni<Buffer>> work) {
        door.refuseEarly(path, early);
        offer(router, HttpMethod.POST, path, http -> take(http, needs, work));
    }

    private void offer(
            Router router, HttpMethod method, String path, Consumer<RoutingContext> handler) {
        allowedMethods.add(path, method.name());
        router.route(method, path).order(BEFORE_RESOURCES).handler(handler::accept);
    }

    private void read(RoutingContext http, Needs needs, BiConsumer<RoutingContext, Admitted> work) {
        admit(http, needs, NOTHING, admitted -> work.accept(http, admitted));
    }

    private void take(RoutingContext http, Needs needs, Function<Posted, Uni<Buffer>> work) {
        byte[] body = HttpDoor.body(http);
        admit(
                http,
                needs,
                body,
                admitted ->
                        answer(work, new Posted(http, admitted, body))
                                .subscribe()
                                .with(
                                        answer ->
                                                http.response()
                                                        .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                                                        .end(answer),
                                        failure -> fail(http, admitted, needs, failure)));
    }

    private static Uni<Buffer> answer(Function<Posted, Uni<Buffer>> work, Posted posted) {
        try {
            return work.apply(posted);
        } catch (RuntimeException refusal) {
            return Uni.createFrom().failure(refusal);
        }
    }

    private void admit(RoutingContext http, Needs needs, byte[] body, Consumer<Admitted> work) {
        CompletableFuture<Admitted> entry = edge.admit(http, needs, body);
        var _ =
                entry.thenAccept(work)
                        .exceptionally(failure -> {
                            door.turnAway(http, refusal(http, failure));
                            return null;
                        });
    }

    private void fail(RoutingContext http, Admitted admitted, Needs needs, Throwable failure) {
        ApiException refusal = refusal(http, failure);
        limits.chargeIfRefused(needs.policy(), admitted.caller(), refusal.code().status());
        HttpDoor.refuse(http, refusal, admitted.json());
    }

    private static ApiException refusal(RoutingContext http, Throwable failure) {
        Throwable cause = failure.getCause();
        if (cause == null || !(failure instanceof CompletionException)) {
            cause = failure;
        }
        if (cause instanceof ApiException refusal) {
            return refusal;
        }
        LOG.errorf(cause, "Request %s failed", HttpDoor.requestId(http));
        return ErrorAnswers.internal();
    }
}
