package com.rescaleequity.stream.api;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/**
 * Makes the frame decoder strict: no extension of frames is offered, so reserved bits are an error,
 * and frames of clients must be masked.
 */
@Singleton
class FrameRules implements HttpServerOptionsCustomizer {

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setPerFrameWebSocketCompressionSupported(false).setAcceptUnmaskedFrames(false);
    }
}
