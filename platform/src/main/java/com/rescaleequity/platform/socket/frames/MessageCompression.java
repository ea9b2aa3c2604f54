package com.rescaleequity.platform.socket.frames;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionFilter;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionFilterProvider;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Agrees on permessage-deflate (RFC 7692) with clients that offer it, within bounds: a message of a
 * client may not become longer than one may be, whatever it was compressed to; every message stands
 * for itself, so that no connection holds memory between two; and what is short goes as it is,
 * because compressing it would cost more than it saves. Vert.x's own handler, which Quarkus does
 * not put in, bounds nothing of this.
 */
public final class MessageCompression extends ChannelOutboundHandlerAdapter {

    /** The handler that messages pass next. */
    static final String BEFORE = "goodbye";

    /** The longest message of a client, in bytes, and one more: the limit itself must pass. */
    static final int MOST_BYTES = 16 * 1024 + 1;

    /** Messages below are not compressed, in bytes. */
    static final int SHORT_BYTES = 1024;

    private static final int FASTEST = 1;
    private static final int LARGEST_WINDOW =
            PerMessageDeflateServerExtensionHandshaker.MAX_WINDOW_SIZE;

    private static final String NAME = "permessage-deflate";

    /** Two parameters that the server may decide on, whatever the client offered. */
    private static final Map<String, @Nullable String> EACH_FOR_ITSELF = eachForItself();

    private static final String ANSWER = NAME + "; " + String.join("; ", EACH_FOR_ITSELF.keySet());
    private static final Set<String> WINDOW_BITS =
            Set.of("8", "9", "10", "11", "12", "13", "14", "15");

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
        WebSocketServerExtension agreed = agreed(offers);
        if (agreed != null) {
            pipeline.addBefore(BEFORE, "message-compression", new MessageCompression(agreed));
        }
    }

    /** Whether a message could not be read because it would have become too long. */
    static boolean isTooMuch(CodecException failure) {
        return failure instanceof DecompressionException && failure.getCause() == null;
    }

    /** Whether a message could not be read because it is not what was compressed. */
    static boolean isGarbled(CodecException failure) {
        return failure instanceof DecompressionException
                || failure.getCause() instanceof CodecException;
    }

    private static @Nullable WebSocketServerExtension agreed(List<String> offers) {
        return Stream.of(String.join(",", offers).split(",", -1))
                        .anyMatch(MessageCompression::suits)
                ? HANDSHAKER.handshakeExtension(new WebSocketExtensionData(NAME, EACH_FOR_ITSELF))
                : null;
    }

    /**
     * Whether an offer is one that RFC 7692, 7.1 lets a server take, and that this one can keep.
     * What is no offer at all suits nobody.
     */
    private static boolean suits(String offer) {
        String[] words = offer.split(";", -1);
        Set<String> told = new HashSet<>();
        for (int i = 1; i < words.length; i++) {
            String[] parameter = words[i].strip().toLowerCase(Locale.ROOT).split("=", 2);
            String value = parameter.length == 1 ? null : parameter[1].strip().replace("\"", "");
            if (!told.add(parameter[0].strip()) || !mayBe(parameter[0].strip(), value)) {
                return false;
            }
        }
        return words[0].strip().equalsIgnoreCase(NAME);
    }

    private static boolean mayBe(String parameter, @Nullable String value) {
        return switch (parameter) {
            case "server_no_context_takeover", "client_no_context_takeover" -> value == null;
            case "client_max_window_bits" -> value == null || WINDOW_BITS.contains(value);
            // Windows of the server are the largest.
            default -> false;
        };
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
                .addAfter(context.name(), "entrance", new Entrance())
                .addAfter("entrance", "inflate", extension.newExtensionDecoder())
                .addAfter("inflate", "deflate", extension.newExtensionEncoder())
                .remove(this);
    }

    /** Reads nothing more: the connection is at its end. */
    static void stop(ChannelPipeline pipeline) {
        Entrance entrance = pipeline.get(Entrance.class);
        if (entrance != null) {
            entrance.closed = true;
        }
    }

    /**
     * What comes before anything is read. RFC 7692, 6: the first frame of a message says whether it
     * is compressed, and no other.
     */
    private static final class Entrance extends ChannelInboundHandlerAdapter {

        private boolean closed;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (closed) {
                ReferenceCountUtil.release(message);
            } else if (message instanceof ContinuationWebSocketFrame piece && piece.rsv() != 0) {
                piece.release();
                context.fireExceptionCaught(
                        new CorruptedWebSocketFrameException(
                                WebSocketCloseStatus.PROTOCOL_ERROR, "reserved bits"));
            } else {
                context.fireChannelRead(message);
            }
        }
    }

    private static Map<String, @Nullable String> eachForItself() {
        Map<String, @Nullable String> parameters = new LinkedHashMap<>();
        parameters.put("server_no_context_takeover", null);
        parameters.put("client_no_context_takeover", null);
        return Collections.unmodifiableMap(parameters);
    }
}
