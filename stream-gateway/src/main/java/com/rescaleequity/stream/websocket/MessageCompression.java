package com.rescaleequity.stream.websocket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionFilter;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionFilterProvider;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Agrees on permessage-deflate (RFC 7692) with clients that offer it, within bounds: a message of a
 * client may not become longer than one may be, whatever it was compressed to; every message stands
 * for itself, so that no connection holds memory between two; and what is short goes as it is,
 * because compressing it would cost more than it saves. Vert.x's own handler, which Quarkus does
 * not put in, bounds nothing of this.
 */
public final class MessageCompression extends ChannelOutboundHandlerAdapter {

    /** The longest message of a client, in bytes, and one more: the limit itself must pass. */
    static final int MOST_BYTES = 16 * 1024 + 1;

    /** Messages below are not compressed, in bytes. */
    static final int SHORT_BYTES = 1024;

    private static final int FASTEST = 1;
    private static final int LARGEST_WINDOW =
            PerMessageDeflateServerExtensionHandshaker.MAX_WINDOW_SIZE;

    /** Two parameters that the server may decide on, whatever the client offered. */
    private static final List<String> EACH_FOR_ITSELF =
            List.of("server_no_context_takeover", "client_no_context_takeover");

    private static final String ANSWER =
            "permessage-deflate; " + String.join("; ", EACH_FOR_ITSELF);

    private static final PerMessageDeflateServerExtensionHandshaker HANDSHAKER =
            new PerMessageDeflateServerExtensionHandshaker(
                    FASTEST, false, LARGEST_WINDOW, true, true, new LongOnly(), MOST_BYTES);

    private final WebSocketServerExtension extension;

    private MessageCompression(WebSocketServerExtension extension) {
        this.extension = extension;
    }

    /** A message in several frames is long, and is compressed as a whole. */
    private record LongOnly() implements WebSocketExtensionFilterProvider {

        @Override
        public WebSocketExtensionFilter encoderFilter() {
            return frame ->
                    frame instanceof TextWebSocketFrame
                            && frame.isFinalFragment()
                            && frame.content().readableBytes() < SHORT_BYTES;
        }

        @Override
        public WebSocketExtensionFilter decoderFilter() {
            return WebSocketExtensionFilter.NEVER_SKIP;
        }
    }

    /**
     * Answers the offers of a guarded connection that is about to become a WebSocket; in its event
     * loop.
     *
     * @param offers the values of Sec-WebSocket-Extensions
     */
    public static void install(ConnectionBase connection, List<String> offers) {
        install(connection.channel().pipeline(), offers);
    }

    static void install(ChannelPipeline pipeline, List<String> offers) {
        if (pipeline.get(MessageCompression.class) != null) {
            // Of a handshake that was refused later.
            pipeline.remove(MessageCompression.class);
        }
        if (pipeline.get(WebSocketServerExtensionHandler.class) != null) {
            pipeline.remove(WebSocketServerExtensionHandler.class);
        }
        WebSocketServerExtension agreed = agreed(offers);
        if (agreed != null) {
            pipeline.addBefore(
                    FrameGuard.FIRST, "message-compression", new MessageCompression(agreed));
        }
    }

    /** Whether a message could not be read because it would have become too long. */
    static boolean isTooMuch(DecoderException failure) {
        return failure instanceof DecompressionException && failure.getCause() == null;
    }

    private static @Nullable WebSocketServerExtension agreed(List<String> offers) {
        for (WebSocketExtensionData offer :
                WebSocketExtensionUtil.extractExtensions(String.join(",", offers))) {
            Map<String, @Nullable String> parameters = new HashMap<>(offer.parameters());
            EACH_FOR_ITSELF.forEach(parameter -> parameters.put(parameter, null));
            WebSocketServerExtension extension =
                    HANDSHAKER.handshakeExtension(
                            new WebSocketExtensionData(offer.name(), parameters));
            if (extension != null) {
                return extension;
            }
        }
        return null;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
            throws Exception {
        if (message instanceof HttpResponse response
                && response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, ANSWER);
            ChannelPromise upgrade = promise.unvoid();
            upgrade.addListener(done -> {
                if (done.isSuccess()) {
                    begin(context);
                }
            });
            super.write(context, message, upgrade);
        } else {
            super.write(context, message, promise);
        }
    }

    private void begin(ChannelHandlerContext context) {
        context.pipeline()
                .addAfter(context.name(), "inflate", extension.newExtensionDecoder())
                .addAfter("inflate", "deflate", extension.newExtensionEncoder())
                .remove(this);
    }
}
