package com.rescaleequity.platform.socket.frames;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.socket.delivery.CloseCode;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.CodecException;
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
import io.netty.util.concurrent.Future;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;

/**
 * Stands in a connection's pipeline behind the frame decoder, and behind {@link
 * MessageCompression}. A frame that breaks RFC 6455 (too long, unmasked, reserved bits, text that
 * is not UTF-8), or is not what was compressed, ends the connection with the close code that says
 * so; without it, the peer would see the connection just break. Pings, pongs and the pieces of
 * unfinished messages, which no request limit sees, have a limit of their own here; and while the
 * peer takes nothing, only the newest of its pings is kept to be answered, so that pongs, which no
 * queue bounds, never pile up.
 */
public final class FrameGuard extends Utf8FrameValidator {

    private static final String BEHIND_THE_DECODER = "handler";
    private static final int PROTOCOL_ERROR = 1002;
    private static final int BAD_TEXT = 1007;

    /** How long a peer may take to take a goodbye. */
    private static final int GOODBYE_SECONDS = 20;

    private final Inflow inflow = new Inflow(Pace.USUAL);
    private final @Nullable Pace pace;
    private boolean ended;
    private boolean unfinished;
    private long secondBegan = System.nanoTime();
    private int inThisSecond;
    private @Nullable PingWebSocketFrame unanswered;

    /**
     * Breaks a connection whose peer does not take the goodbye. Whoever writes a goodbye waits for
     * it to be written, which for a peer that reads nothing is for ever.
     */
    private static final class Goodbye extends ChannelOutboundHandlerAdapter {

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
                throws Exception {
            if (message instanceof CloseWebSocketFrame) {
                Future<?> end =
                        context.executor()
                                .schedule(() -> context.close(), GOODBYE_SECONDS, SECONDS);
                ChannelPromise goodbye = promise.unvoid();
                goodbye.addListener(written -> end.cancel(false));
                super.write(context, message, goodbye);
            } else {
                super.write(context, message, promise);
            }
        }
    }

    private FrameGuard(@Nullable Pace pace) {
        super(false);
        this.pace = pace;
    }

    /**
     * Guards a connection that is about to become a WebSocket; in its event loop.
     *
     * @param pace how fast frames may come, null for as fast as they like
     */
    public static void install(ConnectionBase connection, @Nullable Pace pace) {
        install(connection.channel().pipeline(), pace);
    }

    static void install(ChannelPipeline pipeline, @Nullable Pace pace) {
        if (pipeline.get(FrameGuard.class) == null) {
            pipeline.addBefore(BEHIND_THE_DECODER, MessageCompression.BEFORE, new Goodbye());
            pipeline.addBefore(BEHIND_THE_DECODER, "frame-guard", new FrameGuard(pace));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (ended) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (pace != null && message instanceof WebSocketFrame frame && isTooFast(pace)) {
            frame.release();
            end(context, CloseCode.TOO_MANY_MESSAGES, ErrorCode.RATE_LIMITED);
            return;
        }
        if (pace != null && message instanceof WebSocketFrame frame && isUncounted(frame)) {
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
        if (message instanceof WebSocketFrame frame && breaksTheProtocol(frame)) {
            frame.release();
            end(context, CloseCode.PROTOCOL_ERROR, ErrorCode.INVALID_PARAMETER);
            return;
        }
        if (message instanceof PingWebSocketFrame ping && !context.channel().isWritable()) {
            // RFC 6455, 5.5.3: of several pings only the newest has to be answered.
            forgetPing();
            unanswered = ping;
            return;
        }
        super.channelRead(context, message);
    }

    /**
     * Counts the frames of each second: small ones arrive by the hundred thousand, and wait in
     * memory until each is handled.
     */
    private boolean isTooFast(Pace allowed) {
        long now = System.nanoTime();
        if (now - secondBegan >= SECONDS.toNanos(1)) {
            secondBegan = now;
            inThisSecond = 0;
        }
        inThisSecond++;
        return inThisSecond > allowed.mostInASecond();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
        // Later: it may be told of in the middle of a write.
        context.executor().execute(() -> passPingOn(context));
        super.channelWritabilityChanged(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        forgetPing();
        super.channelInactive(context);
    }

    private void passPingOn(ChannelHandlerContext context) {
        PingWebSocketFrame ping = unanswered;
        if (ping != null && !ended && context.channel().isWritable()) {
            unanswered = null;
            context.fireChannelRead(ping);
            context.fireChannelReadComplete();
        }
    }

    private void forgetPing() {
        if (unanswered != null) {
            unanswered.release();
            unanswered = null;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) throws Exception {
        switch (cause) {
            case CorruptedWebSocketFrameException broken -> {
                switch (broken.closeStatus().code()) {
                    case PROTOCOL_ERROR ->
                            end(context, CloseCode.PROTOCOL_ERROR, ErrorCode.INVALID_PARAMETER);
                    case BAD_TEXT -> end(context, CloseCode.BAD_TEXT, ErrorCode.INVALID_JSON);
                    default -> end(context, CloseCode.TOO_BIG, ErrorCode.PAYLOAD_TOO_LARGE);
                }
            }
            case CodecException undone when MessageCompression.isTooMuch(undone) ->
                    end(context, CloseCode.TOO_BIG, ErrorCode.PAYLOAD_TOO_LARGE);
            case CodecException garbled when MessageCompression.isGarbled(garbled) ->
                    end(context, CloseCode.BAD_TEXT, ErrorCode.INVALID_JSON);
            default -> super.exceptionCaught(context, cause);
        }
    }

    private boolean breaksTheProtocol(WebSocketFrame frame) {
        // What an extension has marked, it has unmarked by now.
        return frame.rsv() != 0 || isOutOfTurn(frame);
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
            MessageCompression.stop(context.pipeline());
            context.writeAndFlush(new CloseWebSocketFrame(code.number(), reason.name()))
                    // Not through the handler behind: it would say goodbye a second time, and wait.
                    .addListener(sent -> context.close());
        }
    }
}
