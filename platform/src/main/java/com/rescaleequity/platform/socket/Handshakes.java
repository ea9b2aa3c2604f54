package com.rescaleequity.platform.socket;

import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.auth.Scope;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.http.Edge;
import com.rescaleequity.platform.http.ErrorAnswers;
import com.rescaleequity.platform.http.HttpDoor;
import com.rescaleequity.platform.socket.frames.FrameGuard;
import com.rescaleequity.platform.socket.frames.MessageCompression;
import com.rescaleequity.platform.socket.frames.Pace;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Decides on upgrades before they happen, so that a refusal is an HTTP answer with the error
 * envelope and never a connection that says nothing. It stands before the WebSocket route because
 * an upgrade check there cannot send a body.
 */
@Singleton
public class Handshakes {

    private static final Logger LOG = Logger.getLogger(Handshakes.class);
    private static final int BEFORE_THE_SOCKET = Integer.MIN_VALUE + 2000;

    private final Login login;
    private final Admissions admissions;
    private final ConnectionLimits limits;
    private final Edge edge;

    Handshakes(Login login, Admissions admissions, ConnectionLimits limits, Edge edge) {
        this.login = login;
        this.admissions = admissions;
        this.limits = limits;
        this.edge = edge;
    }

    /** One endpoint: whom it lets in, and how fast they may send. */
    private record Endpoint(Scope scope, Pace pace, Reception reception) {}

    /**
     * Stands before a WebSocket.
     *
     * @param scope what every key must have
     * @param pace how fast its clients may send
     */
    public void guard(Router router, String path, Scope scope, Pace pace, Reception reception) {
        Endpoint endpoint = new Endpoint(scope, pace, reception);
        router.route(path).order(BEFORE_THE_SOCKET).handler(http -> check(http, endpoint));
    }

    /**
     * A parameter of a handshake's query; null when it is not given.
     *
     * @throws ApiException CONFLICTING_PARAMETERS when it is given more than once
     */
    public static @Nullable String query(RoutingContext http, String name) {
        List<String> given = http.queryParam(name);
        if (given.size() > 1) {
            throw ApiException.ofField(
                    name, ErrorCode.CONFLICTING_PARAMETERS, "is given more than once.");
        }
        return given.isEmpty() || given.getFirst().isEmpty() ? null : given.getFirst();
    }

    /**
     * A parameter that is true or false.
     *
     * @param otherwise what it is when it is not given
     * @throws ApiException INVALID_PARAMETER when it is anything else
     */
    public static boolean flag(RoutingContext http, String name, boolean otherwise) {
        String wanted = query(http, name);
        if (wanted == null) {
            return otherwise;
        }
        if (wanted.equalsIgnoreCase("true")) {
            return true;
        }
        if (wanted.equalsIgnoreCase("false")) {
            return false;
        }
        throw ApiException.ofField(name, ErrorCode.INVALID_PARAMETER, "must be true or false.");
    }

    private void check(RoutingContext http, Endpoint endpoint) {
        http.request().headers().remove(Admissions.HEADER);
        http.request().pause();
        try {
            limits.requireRoom();
            String clientIp = edge.admitHandshake(http);
            requireUpgrade(http);
            identify(http, clientIp, endpoint.scope())
                    .subscribe()
                    .with(
                            key -> receive(http, endpoint, key.orElse(null), clientIp),
                            e -> refuse(http, e));
        } catch (ApiException e) {
            refuse(http, e);
        } catch (HttpException e) {
            refuse(http, new ApiException(ErrorCode.INVALID_PARAMETER, "The query is malformed."));
        }
    }

    private Uni<Optional<ApiKey>> identify(RoutingContext http, String clientIp, Scope scope) {
        String token = query(http, "token");
        String authorization = http.request().getHeader(HttpHeaders.AUTHORIZATION);
        edge.requireNotBlocked(http, Login.presented(token, authorization));
        if (token == null && authorization == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        return login.atHandshake(token, authorization, clientIp, scope).map(Optional::of);
    }

    private void receive(
            RoutingContext http, Endpoint endpoint, @Nullable ApiKey key, String clientIp) {
        try {
            endpoint.reception()
                    .receive(http, key, clientIp)
                    .subscribe()
                    .with(
                            admission -> admit(http, endpoint.pace(), admission),
                            e -> refuse(http, e));
        } catch (ApiException e) {
            refuse(http, e);
        }
    }

    private void admit(RoutingContext http, Pace pace, Admission admission) {
        try {
            if (http.request().connection() instanceof ConnectionBase connection) {
                FrameGuard.install(connection, limits.areInForce() ? pace : null);
                MessageCompression.install(
                        connection, http.request().headers().getAll("Sec-WebSocket-Extensions"));
            }
            // Last: what fails before takes nobody's place.
            limits.reserve(admission.key(), admission.clientIp());
            http.request().headers().set(Admissions.HEADER, admissions.keep(admission));
            http.request().resume();
            http.next();
        } catch (RuntimeException e) {
            refuse(http, e);
        }
    }

    private void refuse(RoutingContext http, Throwable failure) {
        http.request().resume();
        if (failure instanceof ApiException refusal) {
            HttpDoor.refuse(http, refusal);
        } else {
            // Never with the request's address: the token stands in it.
            LOG.error("A handshake failed", failure);
            HttpDoor.refuse(http, ErrorAnswers.internal());
        }
    }

    private static void requireUpgrade(RoutingContext http) {
        String upgrade = http.request().getHeader(HttpHeaders.UPGRADE);
        if (upgrade == null || !upgrade.equalsIgnoreCase("websocket")) {
            throw new ApiException(
                    ErrorCode.INVALID_PARAMETER, "Connect here with a WebSocket client.");
        }
    }
}
