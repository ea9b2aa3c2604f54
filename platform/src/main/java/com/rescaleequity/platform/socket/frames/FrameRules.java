package com.rescaleequity.platform.socket.frames;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/** Makes the frame decoder strict: frames of clients must be masked, and are not extended. */
@Singleton
class FrameRules implements HttpServerOptionsCustomizer {

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setPerFrameWebSocketCompressionSupported(false).setAcceptUnmaskedFrames(false);
    }
}
