package com.rescaleequity.platform.http;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;

/** Bounds how long a connection may be held by one who sends nothing. */
@ApplicationScoped
public class ServerBounds implements HttpServerOptionsCustomizer {

    /** Longer than the ingress keeps connections, and than a WebSocket may be silent. */
    private static final int READ_IDLE_SECONDS = 75;

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        // All idle times of the options are in one unit, which is not ours to choose.
        options.setReadIdleTimeout(
                (int) options.getIdleTimeoutUnit().convert(READ_IDLE_SECONDS, TimeUnit.SECONDS));
    }
}
