package com.rescaleequity.platform.socket.frames;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FrameGuardTest {

    /** A network that takes nothing. */
    private static final class BlockedNetwork extends ChannelOutboundHandlerAdapter {

        private final List<Object> written = new ArrayList<>();

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            written.add(message);
        }
    }

    private final BlockedNetwork network = new BlockedNetwork();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    private void guard() {
        guard(false);
    }

    private void guard(boolean limited) {
        channel.pipeline().addLast("handler", new ChannelInboundHandlerAdapter());
        FrameGuard.install(channel.pipeline(), limited ? Pace.USUAL : null);
    }

    private void blockTheNetwork() {
        channel.pipeline().addFirst(network);
        channel.freezeTime();
    }

    private void writable(boolean writable) {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, writable);
        channel.runPendingTasks();
    }

    private static PingWebSocketFrame ping(int number) {
        return new PingWebSocketFrame(Unpooled.buffer(4).writeInt(number));
    }

    private void pass(long seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runPendingTasks();
    }

    @Test
    void onlyTheNewestPingIsAnsweredToAPeerThatTakesNothing() {
        // Given
        guard();
        writable(false);
        List<PingWebSocketFrame> pings = new ArrayList<>();
        // When
        for (int i = 0; i < 100; i++) {
            pings.add(ping(i));
            channel.writeInbound(pings.getLast());
        }
        // Then
        assertThat(channel.inboundMessages()).isEmpty();
        assertThat(pings.subList(0, 99)).allMatch(ping -> ping.refCnt() == 0);
        // When
        writable(true);
        // Then
        assertThat(channel.inboundMessages()).containsExactly(pings.getLast());
        // When
        channel.writeInbound(pings.getFirst().replace(Unpooled.buffer(1)));
        // Then
        assertThat(channel.inboundMessages()).hasSize(2);
    }

    @Test
    void whoFloodsIsEndedBeforeHisFramesPileUp() {
        // Given
        guard(true);
        List<TextWebSocketFrame> frames = new ArrayList<>();
        // When
        while (channel.isOpen() && frames.size() < 100_000) {
            frames.add(new TextWebSocketFrame("{}"));
            channel.pipeline().fireChannelRead(frames.getLast());
        }
        // Then
        assertThat(channel.isOpen()).isFalse();
        assertThat(channel.inboundMessages()).hasSize(frames.size() - 1);
        assertThat(frames.getLast().refCnt()).isZero();
        CloseWebSocketFrame goodbye = channel.readOutbound();
        assertThat(goodbye.statusCode()).isEqualTo(4029);
        assertThat(goodbye.reasonText()).isEqualTo("RATE_LIMITED");
    }

    @Test
    void whoIsNotLimitedMaySendAsFastAsHeWants() {
        // Given
        guard(false);
        // When
        for (int i = 0; i < 1_000; i++) {
            channel.writeInbound(new TextWebSocketFrame("{}"));
        }
        // Then
        assertThat(channel.inboundMessages()).hasSize(1_000);
    }

    @Test
    void pingThatWasNotAnsweredIsForgottenWithItsConnection() {
        // Given
        guard();
        writable(false);
        PingWebSocketFrame ping = ping(1);
        channel.writeInbound(ping);
        // When
        channel.close();
        // Then
        assertThat(ping.refCnt()).isZero();
    }

    @Test
    void connectionIsBrokenWhenTheGoodbyeOfTheGuardIsNotTaken() {
        // Given
        guard();
        blockTheNetwork();
        // When
        channel.writeInbound(new ContinuationWebSocketFrame());
        // Then
        assertThat(network.written).singleElement().isInstanceOf(CloseWebSocketFrame.class);
        pass(19);
        assertThat(channel.isOpen()).isTrue();
        // When
        pass(1);
        // Then
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void connectionIsBrokenWhenAnotherGoodbyeIsNotTaken() {
        // Given
        guard();
        blockTheNetwork();
        // When
        var _ = channel.pipeline().write(new CloseWebSocketFrame(4008, "RATE_LIMITED"));
        pass(20);
        // Then
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void goodbyeThatIsTakenLeavesTheRestToWhoSaidIt() {
        // Given
        guard();
        channel.freezeTime();
        // When
        channel.writeOutbound(new CloseWebSocketFrame(4008, "RATE_LIMITED"));
        pass(60);
        // Then
        assertThat(channel.isOpen()).isTrue();
    }
}
