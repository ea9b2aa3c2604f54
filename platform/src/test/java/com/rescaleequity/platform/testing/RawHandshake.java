package com.rescaleequity.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A handshake by hand: shows the whole HTTP answer, and can be left unread. */
public final class RawHandshake {

    private RawHandshake() {}

    /** The HTTP answer to a handshake, head and body. */
    public static String answer(URI socket, String query, String... headers) {
        try (Socket peer = open(socket, query, 65536, headers)) {
            peer.setSoTimeout(5000);
            byte[] bytes = new byte[16384];
            int length = 0;
            String text = "";
            while (!isWhole(text)) {
                int read = peer.getInputStream().read(bytes, length, bytes.length - length);
                if (read < 0) {
                    break;
                }
                length += read;
                text = new String(bytes, 0, length, StandardCharsets.UTF_8);
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A socket that has sent its handshake and reads nothing. */
    public static Socket open(URI socket, String query, int receiveBuffer, String... headers)
            throws IOException {
        Socket peer = new Socket();
        peer.setReceiveBufferSize(receiveBuffer);
        peer.connect(new InetSocketAddress(socket.getHost(), socket.getPort()));
        StringBuilder request =
                new StringBuilder("GET " + socket.getPath() + query + " HTTP/1.1\r\nHost: test\r\n")
                        .append("Upgrade: websocket\r\nConnection: Upgrade\r\n")
                        .append("Sec-WebSocket-Version: 13\r\n")
                        .append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        peer.getOutputStream()
                .write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        return peer;
    }

    /** The head of the answer, which must agree; what is behind it is left. */
    public static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertThat(next).isNotNegative();
            head.append((char) next);
        }
        assertThat(head.toString()).startsWith("HTTP/1.1 101");
        return head.toString();
    }

    private static boolean isWhole(String text) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        String head = text.substring(0, end).toLowerCase(java.util.Locale.ROOT);
        int at = head.indexOf("content-length: ");
        if (at < 0) {
            return true;
        }
        int lineEnd = head.indexOf('\r', at);
        int wanted =
                Integer.parseInt(
                        head.substring(at + 16, lineEnd < 0 ? head.length() : lineEnd).strip());
        return text.length() - end - 4 >= wanted;
    }
}
