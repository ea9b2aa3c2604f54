package com.rescaleequity.systemtest.load.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReaderTest {

    private final FrameReader reader = new FrameReader();
    private final List<String> seen = new ArrayList<>();
    private final FrameReader.Frames frames =
            new FrameReader.Frames() {
                @Override
                public void text(byte[] payload, int length) {
                    seen.add(new String(payload, 0, length, StandardCharsets.US_ASCII));
                }

                @Override
                public void ping(byte[] payload, int length) {
                    seen.add("ping " + length);
                }
            };

    @Test
    void framesAreFoundHoweverTheirBytesCome() throws IOException {
        // Given
        byte[] all = join(frame(0x81, "one"), frame(0x89, "p"), frame(0x81, "x".repeat(300)));

        for (int cut = 0; cut <= all.length; cut++) {
            seen.clear();

            // When
            reader.take(ByteBuffer.wrap(all, 0, cut), frames);
            reader.take(ByteBuffer.wrap(all, cut, all.length - cut), frames);

            // Then
            assertThat(seen).containsExactly("one", "ping 1", "x".repeat(300));
        }
    }

    @Test
    void aMessageInPiecesIsOneAlsoAroundAPing() throws IOException {
        byte[] all = join(frame(0x01, "be"), frame(0x89, ""), frame(0x00, "g"), frame(0x80, "in"));

        reader.take(ByteBuffer.wrap(all), frames);

        assertThat(seen).containsExactly("ping 0", "begin");
    }

    @Test
    void ofALongMessageTheBeginningIsKept() throws IOException {
        reader.take(ByteBuffer.wrap(join(frame(0x81, "y".repeat(70_000)))), frames);
        reader.take(ByteBuffer.wrap(join(frame(0x81, "next"))), frames);

        assertThat(seen).hasSize(2);
        assertThat("y".repeat(70_000)).startsWith(seen.getFirst());
        assertThat(seen.getLast()).isEqualTo("next");
    }

    @Test
    void aCloseTellsItsReason() {
        byte[] close = frame(0x88, "\u0003\u00f0bye");

        assertThatThrownBy(() -> reader.take(ByteBuffer.wrap(close), frames))
                .hasMessageContaining("1008 bye");
    }

    private static byte[] frame(int head, String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer frame = ByteBuffer.allocate(bytes.length + 10).put((byte) head);
        if (bytes.length < 126) {
            frame.put((byte) bytes.length);
        } else if (bytes.length < 65_536) {
            frame.put((byte) 126).putShort((short) bytes.length);
        } else {
            frame.put((byte) 127).putLong(bytes.length);
        }
        frame.put(bytes).flip();
        byte[] whole = new byte[frame.remaining()];
        frame.get(whole);
        return whole;
    }

    private static byte[] join(byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part);
        }
        return all.toByteArray();
    }
}
