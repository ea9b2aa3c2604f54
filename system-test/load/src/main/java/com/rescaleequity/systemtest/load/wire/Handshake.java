package com.rescaleequity.systemtest.load.wire;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/** Makes a WebSocket of a connection (RFC 6455), while it blocks still. */
final class Handshake {

    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int LONGEST_HEAD = 16 * 1024;

    private Handshake() {}

    static void shake(SocketChannel channel, URI socket, String key) throws IOException {
        byte[] nonce = new byte[16];
        ThreadLocalRandom.current().nextBytes(nonce);
        String secKey = Base64.getEncoder().encodeToString(nonce);
        String request =
                """
                GET %s HTTP/1.1\r
                Host: %s\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: %s\r
                Authorization: Bearer %s\r
                \r
                """
                        .formatted(socket.getPath(), socket.getAuthority(), secKey, key);
        ByteBuffer out = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
        while (out.hasRemaining()) {
            channel.write(out);
        }
        String head = readHead(channel);
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new IOException("No socket at " + socket + ": " + head.lines().findFirst().get());
        }
        if (!head.contains(accept(secKey))) {
            throw new IOException("The handshake at " + socket + " is not answered rightly");
        }
    }

    /** Byte by byte, so that nothing of the first frame is read with it. */
    private static String readHead(SocketChannel channel) throws IOException {
        StringBuilder head = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (head.indexOf("\r\n\r\n") < 0) {
            if (channel.read(one.clear()) < 0 || head.length() > LONGEST_HEAD) {
                throw new IOException("The handshake has no answer: " + head);
            }
            head.append((char) one.get(0));
        }
        return head.toString();
    }

    static String accept(String secKey) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest((secKey + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-1", e);
        }
    }
}
