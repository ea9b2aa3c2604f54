package com.rescaleequity.local.ingress;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;

/**
 * Refuses requests of which two readers could think differently where they end (RFC 9112, 6.3):
 * what is the body to one of them is the next request to the other. The usual decoder drops a
 * length beside chunks, so that nobody behind it learns of it. Nothing of the kind reaches a
 * service.
 */
final class StrictDecoder extends VertxHttpRequestDecoder {

    private StrictDecoder(HttpServerOptions options) {
        super(options);
    }

    /**
     * Has the requests of a new connection read strictly; what is refused is an invalid request.
     */
    static void guard(HttpConnection connection, HttpServerOptions options) {
        ChannelPipeline pipeline = ((ConnectionBase) connection).channel().pipeline();
        // Frames of HTTP/2 leave no doubt.
        if (pipeline.get(VertxHttpRequestDecoder.class) != null) {
            pipeline.replace(
                    VertxHttpRequestDecoder.class, "httpDecoder", new StrictDecoder(options));
        }
    }

    /** Asked when all headers are there, and before any of them is dropped. */
    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        if (isDoubtful(message)) {
            throw new IllegalArgumentException("Its end is in doubt");
        }
        return super.isContentAlwaysEmpty(message);
    }

    private static boolean isDoubtful(HttpMessage message) {
        List<String> codings = message.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return !codings.isEmpty()
                && (codings.size() > 1
                        || !codings.getFirst().equalsIgnoreCase("chunked")
                        || message.headers().contains(HttpHeaderNames.CONTENT_LENGTH));
    }
}
