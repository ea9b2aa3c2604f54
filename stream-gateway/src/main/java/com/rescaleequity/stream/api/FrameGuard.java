package com.rescaleequity.stream.api;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.stream.delivery.CloseCode;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Stands in a connection's pipeline behind the frame decoder. A frame that breaks RFC 6455 (too
 * long, unmasked, reserved bits, text that is not UTF-8) ends the connection with the close code
 * that says so; without it, the peer would see the connection just break. Pings, pongs and the
 * pieces of unfinished messages, which no request limit sees, have a limit of their own here.
 */
final class FrameGuard extends Utf8FrameValidator {

    private static final String BEHIND_THE_DECODER = "handler";
    private static final int PROTOCOL_ERROR = 1002;
    private static final int BAD_TEXT = 1007;

    private final Inflow inflow = new Inflow();
    private final boolean limited;
    private boolean ended;
    private boolean unfinished;

    private FrameGuard(boolean limited) {
        super(false);
        this.limited = limited;
    }

    /** Guards a connection that is about to become a WebSocket; in its event loop. */
    static void install(ConnectionBase connection, boolean limited) {
        ChannelPipeline pipeline = connection.channel().pipeline();
        if (pipeline.get(FrameGuard.class) == null) {
            pipeline.addBefore(BEHIND_THE_DECODER, "frame-guard", new FrameGuard(limited));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (ended) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (limited && message instanceof WebSocketFrame frame && isUncounted(frame)) {
            switch (inflow.arrived(NANOSECONDS.toMillis(System.nanoTime()))) {
                case TAKE -> {}
                case REFUSE -> {
                    if (frame.isFinalFragment()) {
                        frame.release();
                        return;
                    }
                }
                case CLOSE -> {
                    frame.release();
                    end(context, CloseCode.TOO_MANY_MESSAGES, ErrorCode.RATE_LIMITED);
                    return;
                }
            }
        }
        if (message instanceof WebSocketFrame frame && isOutOfTurn(frame)) {
            frame.release();
            end(context, CloseCode.PROTOCOL_ERROR, ErrorCode.INVALID_PARAMETER);
            return;
        }
        super.channelRead(context, message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) throws Exception {
        if (cause instanceof CorruptedWebSocketFrameException broken) {
            switch (broken.closeStatus().code()) {
                case PROTOCOL_ERROR ->
                        end(context, CloseCode.PROTOCOL_ERROR, ErrorCode.INVALID_PARAMETER);
                case BAD_TEXT -> end(context, CloseCode.BAD_TEXT, ErrorCode.INVALID_JSON);
                default -> end(context, CloseCode.TOO_BIG, ErrorCode.PAYLOAD_TOO_LARGE);
            }
        } else {
            super.exceptionCaught(context, cause);
        }
    }

    /** A piece of a message that was not begun, or a new message inside an unfinished one. */
    private boolean isOutOfTurn(WebSocketFrame frame) {
        boolean isPiece = frame instanceof ContinuationWebSocketFrame;
        boolean begins =
                frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
        if (isPiece ? !unfinished : begins && unfinished) {
            return true;
        }
        if (isPiece || begins) {
            unfinished = !frame.isFinalFragment();
        }
        return false;
    }

    /** Finished messages are counted where they are read as requests. */
    private static boolean isUncounted(WebSocketFrame frame) {
        return frame instanceof PingWebSocketFrame
                || frame instanceof PongWebSocketFrame
                || !frame.isFinalFragment();
    }

    private void end(ChannelHandlerContext context, CloseCode code, ErrorCode reason) {
        if (!ended) {
            ended = true;
            context.writeAndFlush(new CloseWebSocketFrame(code.number(), reason.name()))
                    // Not through the handler behind: it would say goodbye a second time, and wait.
                    .addListener(sent -> context.close());
        }
    }
}
