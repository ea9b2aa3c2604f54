package com.rescaleequity.stream.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.testing.Deflated;
import com.rescaleequity.platform.testing.RawHandshake;
import com.rescaleequity.platform.testing.TestKeys;
import com.rescaleequity.platform.testing.TestKeys.TestKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that no well-behaved client sends, written by hand. */
@QuarkusTest
@QuarkusTestResource(value = StreamInfrastructure.class, restrictToAnnotatedClass = false)
class FrameRulesResourceTest {

    private static final String DEFLATE = "permessage-deflate; client_max_window_bits";

    private static final byte[] MASK = {1, 2, 3, 4};

    @TestHTTPResource("/ws")
    URI socket;

    @ParameterizedTest
    @CsvSource({
        "0x81, true, 16385, a, 1009, PAYLOAD_TOO_LARGE",
        "0xC1, true, 2, a, 1002, INVALID_PARAMETER",
        "0x91, true, 2, a, 1002, INVALID_PARAMETER",
        "0x81, false, 2, a, 1002, INVALID_PARAMETER",
        "0x83, true, 2, a, 1002, INVALID_PARAMETER",
        "0x80, true, 2, a, 1002, INVALID_PARAMETER",
        "0x81, true, 2, \u00ff, 1007, INVALID_JSON",
    })
    void frameAgainstTheProtocolFailsTheConnection(
            String first, boolean masked, int length, char letter, int code, String reason)
            throws Exception {
        // Given
        TestKey key = TestKeys.publish(70, "read");
        URI ws = URI.create(socket.toString().replace("http://", "ws://"));
        try (Socket peer = RawHandshake.open(ws, "?token=" + key.apiKey(), 65536)) {
            peer.setSoTimeout(60_000);
            RawHandshake.head(peer.getInputStream());
            // When
            peer.getOutputStream()
                    .write(frame(Integer.decode(first), masked, length, (byte) letter));
            // Then
            byte[] rest = peer.getInputStream().readAllBytes();
            assertThat(rest).hasSize(4 + reason.length());
            assertThat(rest[0]).isEqualTo((byte) 0x88);
            assertThat(((rest[2] & 0xff) << 8) | (rest[3] & 0xff)).isEqualTo(code);
            assertThat(new String(rest, 4, rest.length - 4, StandardCharsets.UTF_8))
                    .isEqualTo(reason);
        }
    }

    @Test
    void compressedMessagesAreReadAndLongAnswersCompressed() throws Exception {
        // Given
        try (Socket peer = connectOffering(DEFLATE)) {
            InputStream in = peer.getInputStream();
            assertThat(RawHandshake.head(in))
                    .contains(
                            "permessage-deflate; server_no_context_takeover;"
                                    + " client_no_context_takeover");
            for (int i = 0; i < 2; i++) {
                // When
                send(peer, 0xC1, Deflated.of("{\"method\":\"PING\",\"id\":1}"));
                // Then
                assertThat(nextText(in, 0x81)).contains("serverTime");
            }
            // When
            String names = String.join("\",\"", Collections.nCopies(20, "X".repeat(60)));
            send(
                    peer,
                    0xC1,
                    Deflated.of("{\"method\":\"SUBSCRIBE\",\"params\":[\"" + names + "\"]}"));
            // Then
            assertThat(nextText(in, 0xC1)).contains("INVALID_STREAM", "X".repeat(60));
        }
    }

    @Test
    void messageThatBecomesTooLongEndsTheConnection() throws Exception {
        byte[] tooLong = Deflated.of(" ".repeat(1_000_000));
        byte[] inPieces = Deflated.of("{\"method\":\"PING\"}" + " ".repeat(17_000));
        int half = inPieces.length / 2;
        for (boolean whole : new boolean[] {true, false}) {
            // Given
            try (Socket peer = connectOffering(DEFLATE)) {
                RawHandshake.head(peer.getInputStream());
                // When
                if (whole) {
                    send(peer, 0xC1, tooLong);
                } else {
                    send(peer, 0x41, Arrays.copyOf(inPieces, half));
                    send(peer, 0x80, Arrays.copyOfRange(inPieces, half, inPieces.length));
                }
                // Then
                byte[] rest = peer.getInputStream().readAllBytes();
                assertThat(rest[0]).isEqualTo((byte) 0x88);
                assertThat(((rest[2] & 0xff) << 8) | (rest[3] & 0xff)).isEqualTo(1009);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "a, ;", "permessage-deflate; =x"})
    void offerThatIsNoneIsPassedOver(String offer) throws Exception {
        // Given
        try (Socket peer = connectOffering(offer)) {
            // When
            String head = RawHandshake.head(peer.getInputStream());
            // Then
            assertThat(head)
                    .startsWith("HTTP/1.1 101")
                    .doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
        }
    }

    private Socket connectOffering(String extensions) throws Exception {
        TestKey key = TestKeys.publish(71, "read");
        URI ws = URI.create(socket.toString().replace("http://", "ws://"));
        Socket peer =
                RawHandshake.open(
                        ws,
                        "?token=" + key.apiKey(),
                        65536,
                        "Sec-WebSocket-Extensions",
                        extensions);
        peer.setSoTimeout(60_000);
        return peer;
    }

    private static void send(Socket peer, int first, byte[] content) throws Exception {
        peer.getOutputStream().write(frame(first, true, content));
    }

    /** The next frame's text; its first byte must be as said. */
    private static String nextText(InputStream in, int first) throws Exception {
        assertThat(in.read()).isEqualTo(first);
        int length = in.read();
        if (length == 126) {
            length = (in.read() << 8) | in.read();
        }
        byte[] content = in.readNBytes(length);
        return first == 0xC1
                ? Deflated.textOf(content)
                : new String(content, StandardCharsets.UTF_8);
    }

    /** A whole text message as a client sends it. */
    static byte[] text(String text) {
        return frame(0x81, true, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] frame(int first, boolean masked, int length, byte letter) {
        byte[] content = new byte[length];
        Arrays.fill(content, letter);
        return frame(first, masked, content);
    }

    private static byte[] frame(int first, boolean masked, byte[] content) {
        int length = content.length;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        int maskBit = masked ? 0x80 : 0;
        if (length < 126) {
            out.write(maskBit | length);
        } else {
            out.write(maskBit | 126);
            out.write(length >> 8);
            out.write(length);
        }
        if (masked) {
            out.writeBytes(MASK);
        }
        for (int i = 0; i < length; i++) {
            out.write(masked ? content[i] ^ MASK[i % 4] : content[i]);
        }
        return out.toByteArray();
    }
}
