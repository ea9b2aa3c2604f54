package com.rescaleequity.stream.api;

import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.follower.FollowerHost;
import com.rescaleequity.platform.http.Edge;
import com.rescaleequity.platform.http.ErrorAnswers;
import com.rescaleequity.platform.http.HttpDoor;
import com.rescaleequity.stream.subscription.StreamName;
import com.rescaleequity.stream.websocket.FrameGuard;
import com.rescaleequity.stream.websocket.MessageCompression;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Decides on an upgrade before it happens, so that a refusal is an HTTP answer with the error
 * envelope and never a connection that says nothing. It stands before the WebSocket route because
 * an upgrade check there cannot send a body.
 */
@ApplicationScoped
public class Handshake {

    private static final Logger LOG = Logger.getLogger(Handshake.class);
    private static final int BEFORE_THE_SOCKET = Integer.MIN_VALUE + 2000;

    private final Login login;
    private final Admissions admissions;
    private final ConnectionLimits limits;
    private final StreamNames names;
    private final FollowerHost follower;
    private final WorkLimits work;
    private final Edge edge;

    Handshake(
            Login login,
            Admissions admissions,
            ConnectionLimits limits,
            StreamNames names,
            FollowerHost follower,
            WorkLimits work,
            Edge edge) {
        this.login = login;
        this.admissions = admissions;
        this.limits = limits;
        this.names = names;
        this.follower = follower;
        this.work = work;
        this.edge = edge;
    }

    void install(@Observes Router router) {
        router.route("/ws").order(BEFORE_THE_SOCKET).handler(this::check);
    }

    private void check(RoutingContext http) {
        http.request().headers().remove(Admissions.HEADER);
        http.request().pause();
        try {
            limits.requireRoom();
            String clientIp = edge.admitHandshake(http);
            requireUpgrade(http);
            identify(http, clientIp)
                    .subscribe()
                    .with(key -> prepare(http, key.orElse(null), clientIp), e -> refuse(http, e));
        } catch (ApiException e) {
            refuse(http, e);
        } catch (HttpException e) {
            refuse(http, new ApiException(ErrorCode.INVALID_PARAMETER, "The query is malformed."));
        }
    }

    private Uni<Optional<ApiKey>> identify(RoutingContext http, String clientIp) {
        String token = query(http, "token");
        String authorization = http.request().getHeader(HttpHeaders.AUTHORIZATION);
        edge.requireNotBlocked(http, Login.presented(token, authorization));
        if (token == null && authorization == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        return login.atHandshake(token, authorization, clientIp).map(Optional::of);
    }

    private void prepare(RoutingContext http, @Nullable ApiKey key, String clientIp) {
        try {
            Admission admission =
                    new Admission(
                            key,
                            Edge.format(http),
                            autoSubscribe(http),
                            streams(http, key),
                            clientIp);
            work.beforeConnecting(key, clientIp, admission.streams().size());
            boolean showsState = admission.streams().stream().anyMatch(n -> n.kind().isPrivate());
            if (showsState) {
                edge.admitPrivate();
            }
            Uni<Void> present = showsState ? follower.upToDate() : Uni.createFrom().voidItem();
            present.subscribe().with(done -> admit(http, admission), e -> refuse(http, e));
        } catch (ApiException e) {
            refuse(http, e);
        }
    }

    private void admit(RoutingContext http, Admission admission) {
        try {
            if (http.request().connection() instanceof ConnectionBase connection) {
                FrameGuard.install(connection, limits.areInForce());
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

    private static boolean autoSubscribe(RoutingContext http) {
        String wanted = query(http, "autoSubscribe");
        if (wanted == null || wanted.equalsIgnoreCase("true")) {
            return true;
        }
        if (wanted.equalsIgnoreCase("false")) {
            return false;
        }
        throw ApiException.ofField(
                "autoSubscribe", ErrorCode.INVALID_PARAMETER, "must be true or false.");
    }

    private List<StreamName> streams(RoutingContext http, @Nullable ApiKey key) {
        String wanted = query(http, "streams");
        if (wanted == null) {
            return List.of();
        }
        List<StreamName> found = names.existing(List.of(wanted.split(",", -1)));
        boolean closed =
                found.stream().anyMatch(n -> n.kind().isPrivate() || !edge.isMarketDataPublic());
        if (key == null && closed) {
            throw ApiException.ofField(
                    "streams", ErrorCode.INVALID_PARAMETER, "needs a token for these streams.");
        }
        return found;
    }

    private static @Nullable String query(RoutingContext http, String name) {
        List<String> given = http.queryParam(name);
        if (given.size() > 1) {
            throw ApiException.ofField(
                    name, ErrorCode.CONFLICTING_PARAMETERS, "is given more than once.");
        }
        return given.isEmpty() || given.getFirst().isEmpty() ? null : given.getFirst();
    }
}
