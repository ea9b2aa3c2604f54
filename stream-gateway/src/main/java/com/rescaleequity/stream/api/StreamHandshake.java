package com.rescaleequity.stream.api;

import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.auth.Scope;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.follower.FollowerHost;
import com.rescaleequity.platform.http.Edge;
import com.rescaleequity.platform.socket.Admission;
import com.rescaleequity.platform.socket.Handshakes;
import com.rescaleequity.platform.socket.frames.Pace;
import com.rescaleequity.stream.subscription.StreamAdmission;
import com.rescaleequity.stream.subscription.StreamName;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a listener asks for as it connects. */
@ApplicationScoped
public class StreamHandshake {

    private final StreamNames names;
    private final FollowerHost follower;
    private final WorkLimits work;
    private final Edge edge;

    StreamHandshake(StreamNames names, FollowerHost follower, WorkLimits work, Edge edge) {
        this.names = names;
        this.follower = follower;
        this.work = work;
        this.edge = edge;
    }

    void install(@Observes Router router, Handshakes handshakes) {
        handshakes.guard(router, "/ws", Scope.READ, Pace.USUAL, this::receive);
    }

    private Uni<? extends Admission> receive(
            RoutingContext http, @Nullable ApiKey key, String clientIp) {
        StreamAdmission admission =
                new StreamAdmission(
                        key,
                        Edge.format(http),
                        Handshakes.flag(http, "autoSubscribe", true),
                        streams(http, key),
                        clientIp);
        work.beforeConnecting(key, clientIp, admission.streams().size());
        boolean showsState = admission.streams().stream().anyMatch(n -> n.kind().isPrivate());
        if (!showsState) {
            return Uni.createFrom().item(admission);
        }
        edge.admitPrivate();
        return follower.upToDate().replaceWith(admission);
    }

    private List<StreamName> streams(RoutingContext http, @Nullable ApiKey key) {
        String wanted = Handshakes.query(http, "streams");
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
}
