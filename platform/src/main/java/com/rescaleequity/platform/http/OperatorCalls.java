package com.rescaleequity.platform.http;

import com.rescaleequity.platform.auth.OperatorKey;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.json.Json;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The operator's calls, on the management port that no ingress routes to: they need the operator
 * key and answer in the envelope of the contract.
 */
@ApplicationScoped
public class OperatorCalls {

    private static final Logger LOG = Logger.getLogger(OperatorCalls.class);
    private static final long MAX_BODY = 64 * 1024;

    private final OperatorKey key;

    public OperatorCalls(OperatorKey key) {
        this.key = key;
    }

    /**
     * One call of an operator.
     *
     * @param address the peer's IP address, for the audit trail
     */
    public record OperatorCall(byte[] body, String address) {}

    /** Offers a read. */
    public void get(
            ManagementInterface management, String path, Function<OperatorCall, Uni<?>> work) {
        management.router().get(path).handler(http -> run(http, work));
    }

    /** Offers a change. */
    public void post(
            ManagementInterface management, String path, Function<OperatorCall, Uni<?>> work) {
        management
                .router()
                .post(path)
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY))
                .handler(http -> run(http, work));
    }

    private void run(RoutingContext http, Function<OperatorCall, Uni<?>> work) {
        String requestId = UUID.randomUUID().toString();
        http.put(HttpDoor.REQUEST_ID, requestId);
        http.response().putHeader("X-Request-Id", requestId);
        Context context = VertxContext.createNewDuplicatedContext();
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(ignored ->
                Uni.createFrom()
                        .deferred(() -> admitted(http, work))
                        .subscribe()
                        .with(data -> answer(http, data), e -> refuse(http, e)));
    }

    private Uni<Object> admitted(RoutingContext http, Function<OperatorCall, Uni<?>> work) {
        key.require(http.request().getHeader("Authorization"));
        Buffer body = http.body().buffer();
        return work.apply(
                        new OperatorCall(
                                body == null ? new byte[0] : body.getBytes(),
                                http.request().remoteAddress().hostAddress()))
                .map(data -> data);
    }

    private static void answer(RoutingContext http, Object data) {
        byte[] bytes = Json.NUMBERS.bytes(new Answers.Success("success", data, null));
        http.response().putHeader("Content-Type", Answers.JSON).end(Buffer.buffer(bytes));
    }

    private static void refuse(RoutingContext http, Throwable failure) {
        if (failure instanceof ApiException refusal) {
            HttpDoor.refuse(http, refusal);
            return;
        }
        LOG.error("An operator's call failed", failure);
        HttpDoor.refuse(http, ErrorAnswers.internal());
    }
}
