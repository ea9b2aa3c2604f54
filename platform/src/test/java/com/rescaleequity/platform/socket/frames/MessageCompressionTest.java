package com.rescaleequity.platform.socket.frames;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.testing.Deflated;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCompressionTest {

    private static final String OFFER = "permessage-deflate; client_max_window_bits";
    private static final int COMPRESSED = 4;
    private static final int LIMIT = 16 * 1024;

    private final EmbeddedChannel channel = new EmbeddedChannel();

    /** What the upgrade's answer says of extensions. */
    private String upgrade(String... offers) {
        channel.pipeline().addLast("handler", new ChannelInboundHandlerAdapter());
        FrameGuard.install(channel.pipeline(), null);
        MessageCompression.install(channel.pipeline(), List.of(offers));
        channel.writeOutbound(
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS));
        HttpResponse answer = channel.readOutbound();
        return answer.headers().get("Sec-WebSocket-Extensions");
    }

    private void receive(byte[] content) {
        channel.writeInbound(
                new TextWebSocketFrame(true, COMPRESSED, Unpooled.wrappedBuffer(content)));
    }

    private void assertEnded(int code) {
        assertThat(channel.inboundMessages()).isEmpty();
        CloseWebSocketFrame goodbye = channel.readOutbound();
        assertThat(goodbye.statusCode()).isEqualTo(code);
        assertThat(channel.isOpen()).isFalse();
    }

    private static TextWebSocketFrame text(boolean whole, String text) {
        return new TextWebSocketFrame(
                whole, 0, Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }

    @Test
    void messagesAreCompressedEachForItself() {
        // When
        String agreed = upgrade(OFFER);
        // Then
        assertThat(agreed)
                .isEqualTo(
                        "permessage-deflate; server_no_context_takeover;"
                                + " client_no_context_takeover");
        String message = "a long message ".repeat(200);
        for (int i = 0; i < 2; i++) {
            // When
            receive(Deflated.of(message));
            channel.writeOutbound(text(true, message));
            // Then
            TextWebSocketFrame in = channel.readInbound();
            assertThat(in.rsv()).isZero();
            assertThat(in.text()).isEqualTo(message);
            TextWebSocketFrame out = channel.readOutbound();
            assertThat(out.rsv()).isEqualTo(COMPRESSED);
            assertThat(Deflated.textOf(bytes(out))).isEqualTo(message);
        }
    }

    @Test
    void shortMessagesGoAsTheyAre() {
        // Given
        upgrade(OFFER);
        String brief = "x".repeat(MessageCompression.SHORT_BYTES - 1);
        // When
        channel.writeOutbound(text(true, brief), text(true, brief + "x"));
        // Then
        TextWebSocketFrame first = channel.readOutbound();
        assertThat(first.rsv()).isZero();
        assertThat(first.text()).isEqualTo(brief);
        TextWebSocketFrame second = channel.readOutbound();
        assertThat(second.rsv()).isEqualTo(COMPRESSED);
    }

    @Test
    void messageInSeveralFramesIsCompressedAsAWhole() {
        // Given
        upgrade(OFFER);
        String first = "a long message ".repeat(1000);
        // When
        channel.writeOutbound(
                text(false, first),
                new ContinuationWebSocketFrame(
                        true, 0, Unpooled.copiedBuffer("end", StandardCharsets.UTF_8)));
        // Then
        ByteBuf all = Unpooled.buffer();
        for (WebSocketFrame f = channel.readOutbound(); f != null; f = channel.readOutbound()) {
            all.writeBytes(f.content());
        }
        assertThat(Deflated.textOf(ByteBufUtil.getBytes(all))).isEqualTo(first + "end");
    }

    @Test
    void whatBecomesTooLongIsNotMadeAndEndsTheConnection() {
        // Given
        upgrade(OFFER);
        // When
        receive(Deflated.of(" ".repeat(LIMIT)));
        // Then
        TextWebSocketFrame longest = channel.readInbound();
        assertThat(longest.content().readableBytes()).isEqualTo(LIMIT);
        // When
        receive(Deflated.of(" ".repeat(LIMIT + 2)));
        // Then
        assertEnded(1009);
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "3, 0"})
    void whatWasNotCompressedEndsTheConnection(byte first, byte second) {
        // Given
        upgrade(OFFER);
        // When
        receive(new byte[] {first, second});
        // Then
        assertEnded(1007);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6})
    void otherExtensionsAreRefused(int bits) {
        // Given
        upgrade(OFFER);
        // When
        channel.writeInbound(new PingWebSocketFrame(true, bits, Unpooled.EMPTY_BUFFER));
        // Then
        assertEnded(1002);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "x-other, permessage-deflate; client_max_window_bits=15",
                "permessage-deflate; server_max_window_bits=10, Permessage-Deflate",
                "permessage-deflate ; client_no_context_takeover ; client_max_window_bits = \"9\"",
                "; , permessage-deflate"
            })
    void firstOfferThatSuitsIsTaken(String offers) {
        assertThat(upgrade(offers))
                .isEqualTo(
                        "permessage-deflate; server_no_context_takeover;"
                                + " client_no_context_takeover");
    }

    @Test
    void onlyTheFirstFrameOfAMessageIsMarked() {
        // Given
        upgrade(OFFER);
        byte[] content = Deflated.of("{\"method\":\"PING\"}");
        int half = content.length / 2;
        channel.writeInbound(
                new TextWebSocketFrame(
                        false, COMPRESSED, Unpooled.wrappedBuffer(content, 0, half)));
        channel.releaseInbound();
        // When
        channel.writeInbound(
                new ContinuationWebSocketFrame(
                        true,
                        COMPRESSED,
                        Unpooled.wrappedBuffer(content, half, content.length - half)));
        // Then
        assertEnded(1002);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x-webkit-deflate-frame",
                "permessage-deflate; server_max_window_bits=10",
                "permessage-deflate; made_up",
                "permessage-deflate; q=0.5",
                "permessage-deflate; client_max_window_bits=99",
                "permessage-deflate; client_max_window_bits; client_max_window_bits",
                "permessage-deflate; server_no_context_takeover=1",
                "permessage-deflate; =x",
                "permessage-deflate;",
                ";",
                ",",
                "a, ;",
                ";;=;,=,;"
            })
    void offerThatCannotBeMetIsNotTaken(String offer) {
        // When
        String agreed = upgrade(offer);
        // Then
        assertThat(agreed).isNull();
        // When
        receive(Deflated.of("{}"));
        // Then
        assertEnded(1002);
    }

    @Test
    void firstOfSeveralOffersThatCanBeMetIsTaken() {
        assertThat(upgrade("permessage-deflate; server_max_window_bits=10", "permessage-deflate"))
                .startsWith("permessage-deflate");
    }

    private static byte[] bytes(WebSocketFrame frame) {
        return ByteBufUtil.getBytes(frame.content());
    }
}
