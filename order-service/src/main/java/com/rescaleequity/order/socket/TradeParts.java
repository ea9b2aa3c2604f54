package com.rescaleequity.order.socket;

import com.rescaleequity.platform.auth.Authenticator;
import com.rescaleequity.platform.auth.Scope;
import com.rescaleequity.platform.limits.RateLimits;
import com.rescaleequity.platform.socket.ConnectionLimits;
import com.rescaleequity.platform.socket.Inbound;
import com.rescaleequity.platform.socket.Liveness;
import com.rescaleequity.platform.socket.Login;
import com.rescaleequity.platform.socket.Logins;
import com.rescaleequity.platform.socket.Peers;
import com.rescaleequity.platform.socket.SocketAnswers;
import com.rescaleequity.platform.socket.SocketSettings;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What platform offers for WebSockets, for those of traders. */
final class TradeParts {

    private TradeParts() {}

    @Produces
    @Singleton
    static SocketAnswers answers(Clock clock) {
        return new SocketAnswers(clock, true);
    }

    @Produces
    @Singleton
    static Peers<TradePeer> peers(Authenticator authenticator, Clock clock, MeterRegistry meters) {
        return new Peers<>(authenticator, Scope.TRADE, clock, meters);
    }

    @Produces
    @Singleton
    static Logins<TradePeer> logins(
            Login login, ConnectionLimits limits, Peers<TradePeer> peers, SocketAnswers answers) {
        return new Logins<>(login, limits, peers, answers);
    }

    @Produces
    @Singleton
    static Inbound<TradePeer> inbound(
            Peers<TradePeer> peers, RateLimits limits, SocketAnswers answers, Clock clock) {
        return new Inbound<>(peers, limits, answers, clock);
    }

    @Produces
    @Singleton
    static Liveness<TradePeer> liveness(
            Peers<TradePeer> peers, ConnectionLimits limits, SocketSettings settings, Clock clock) {
        return new Liveness<>(peers, limits, settings, clock);
    }
}
