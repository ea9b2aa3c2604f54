package com.rescaleequity.platform.operator;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.http.ErrorAnswers;
import com.rescaleequity.platform.http.HttpDoor;
import com.rescaleequity.platform.http.StandingHeaders;
import com.rescaleequity.platform.json.Json;
import com.rescaleequity.platform.limits.Policy;
import com.rescaleequity.platform.limits.RateLimits;
import com.rescaleequity.platform.operator.Operator.Role;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Admits the operators' calls: each needs the key of an operator whose role is enough, reads that
 * of a viewer, changes that of an operator. Calls are limited per operator, refused keys per
 * address. Answers come in the envelope of the contract.
 */
@ApplicationScoped
public class OperatorCalls {

    private static final Logger LOG = Logger.getLogger(OperatorCalls.class);

    private final Operators operators;
    private final RateLimits limits;

    public OperatorCalls(Operators operators, RateLimits limits) {
        this.operators = operators;
        this.limits = limits;
    }

    /** Offers a read. */
    public void get(
            ManagementInterface management, String path, Function<OperatorCall, Uni<?>> work) {
        management.router().get(path).handler(http -> run(http, Role.VIEWER, work));
    }

    /** Offers a change. */
    public void post(
            ManagementInterface management, String path, Function<OperatorCall, Uni<?>> work) {
        post(management, path, Role.OPERATOR, work);
    }

    /** Offers a change to which a second person has to agree. */
    public void approval(
            ManagementInterface management, String path, Function<OperatorCall, Uni<?>> work) {
        post(management, path, Role.APPROVER, work);
    }

    private void post(
            ManagementInterface management,
            String path,
            Role needed,
            Function<OperatorCall, Uni<?>> work) {
        management
                .router()
                .post(path)
                .handler(BodyHandler.create(false).setBodyLimit(HttpDoor.MAX_BODY))
                .handler(http -> run(http, needed, work));
    }

    private void run(RoutingContext http, Role needed, Function<OperatorCall, Uni<?>> work) {
        String requestId = UUID.randomUUID().toString();
        http.put(HttpDoor.REQUEST_ID, requestId);
        StandingHeaders.addPrivate(http.response());
        http.response().putHeader("X-Request-Id", requestId);
        Context context = VertxContext.createNewDuplicatedContext();
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(ignored ->
                Uni.createFrom()
                        .deferred(() -> admitted(http, needed, work))
                        .subscribe()
                        .with(data -> answer(http, data), e -> refuse(http, e)));
    }

    private Uni<Object> admitted(
            RoutingContext http, Role needed, Function<OperatorCall, Uni<?>> work) {
        String address = http.request().remoteAddress().hostAddress();
        Operator operator = operator(http, address);
        limits.take(Policy.OPERATOR, operator.name(), "", 1);
        if (!operator.may(needed)) {
            throw new ApiException(
                    ErrorCode.PERMISSION_DENIED,
                    "This call needs the role " + needed.text() + ".",
                    Map.of("requiredRole", needed.text()));
        }
        Buffer body = http.body().buffer();
        return work.apply(
                        new OperatorCall(
                                operator,
                                http.normalizedPath(),
                                http.pathParams(),
                                query(http),
                                body == null ? new byte[0] : body.getBytes(),
                                address))
                .map(data -> data);
    }

    private static MultivaluedMap<String, String> query(RoutingContext http) {
        MultivaluedMap<String, String> query = new MultivaluedHashMap<>();
        http.queryParams().forEach(query::add);
        return query;
    }

    /** A right key is never kept out by wrong ones that come from the same address. */
    private Operator operator(RoutingContext http, String address) {
        try {
            return operators.identify(http.request().getHeader("Authorization"));
        } catch (ApiException refusal) {
            limits.take(Policy.OPERATOR_FAILURES, address, "", 1);
            throw refusal;
        }
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
