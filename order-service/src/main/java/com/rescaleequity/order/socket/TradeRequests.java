package com.rescaleequity.order.socket;

import com.rescaleequity.order.engine.Engine;
import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.runtime.CallerContext;
import com.rescaleequity.platform.socket.Logins;
import com.rescaleequity.platform.socket.SocketAnswers;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;

/** Does what a trader asks for, or begins it. */
@Singleton
class TradeRequests {

    private final Logins<TradePeer> logins;
    private final TradeCalls calls;
    private final SocketAnswers answers;
    private final Engine engine;
    private final Clock clock;

    TradeRequests(
            Logins<TradePeer> logins,
            TradeCalls calls,
            SocketAnswers answers,
            Engine engine,
            Clock clock) {
        this.logins = logins;
        this.calls = calls;
        this.answers = answers;
        this.engine = engine;
        this.clock = clock;
    }

    /** Completes when the next message may be read: its answer may come later. */
    Uni<Void> take(TradePeer peer, TradeRequest request) {
        return switch (request) {
            case TradeRequest.Ping ping -> {
                peer.send(answers.success(ping.id(), Map.of("serverTime", clock.millis())));
                yield Uni.createFrom().voidItem();
            }
            case TradeRequest.Auth auth -> authenticate(peer, auth);
            case TradeRequest.Order order -> {
                calls.take(peer, order);
                yield Uni.createFrom().voidItem();
            }
        };
    }

    private Uni<Void> authenticate(TradePeer peer, TradeRequest.Auth auth) {
        return CallerContext.onCaller(logins.keyOf(peer, auth.key()))
                .invoke(key -> welcome(peer, auth, key))
                .replaceWithVoid()
                .onFailure(ApiException.class)
                .recoverWithUni(failure -> reject(peer, auth, failure));
    }

    private void welcome(TradePeer peer, TradeRequest.Auth auth, ApiKey key) {
        boolean isHere = logins.welcome(peer, auth.id(), key);
        if (isHere && (auth.cancelOnDisconnect() || peer.wantsCancelOnDisconnect())) {
            peer.tie(engine.openLease());
        }
    }

    private Uni<Void> reject(TradePeer peer, TradeRequest.Auth auth, Throwable failure) {
        logins.reject(peer, auth.id(), (ApiException) failure);
        return Uni.createFrom().voidItem();
    }
}
