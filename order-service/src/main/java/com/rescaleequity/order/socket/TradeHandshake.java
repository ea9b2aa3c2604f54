package com.rescaleequity.order.socket;

import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.auth.Scope;
import com.rescaleequity.platform.http.Edge;
import com.rescaleequity.platform.socket.Admission;
import com.rescaleequity.platform.socket.Handshakes;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/** What a trader asks for as the connection opens. */
@ApplicationScoped
public class TradeHandshake {

    static final String CANCEL_ON_DISCONNECT = "cancelOnDisconnect";

    void install(@Observes Router router, Handshakes handshakes) {
        handshakes.guard(router, "/ws/trade", Scope.TRADE, TradePeer.PACE, this::receive);
    }

    private Uni<? extends Admission> receive(
            RoutingContext http, @Nullable ApiKey key, String clientIp) {
        return Uni.createFrom()
                .item(
                        new TradeAdmission(
                                key,
                                Edge.format(http),
                                Handshakes.flag(http, CANCEL_ON_DISCONNECT, false),
                                clientIp));
    }
}
