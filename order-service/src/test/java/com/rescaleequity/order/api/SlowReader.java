package com.rescaleequity.order.api;

import com.rescaleequity.platform.testing.TestKeys.TestKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.config.ConfigProvider;

/** A client that reads an answer's head, and the rest when it is told to. */
final class SlowReader implements AutoCloseable {

    private static final int SMALL_BUFFER = 128 * 1024;
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";

    private final Socket socket = new Socket();
    private final InputStream in;
    private final String head;
    private String end = "";

    SlowReader(TestKey key, String target) throws IOException {
        socket.setReceiveBufferSize(SMALL_BUFFER);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        socket.connect(new InetSocketAddress("localhost", port));
        String request =
                "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\n\r\n"
                        .formatted(target, key.bearer());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        in = socket.getInputStream();
        head = readHead();
    }

    int status() {
        return Integer.parseInt(head.split(" ")[1]);
    }

    /** Reads on to the end, and counts how often a letter comes that no chunk's length has. */
    int count(char letter) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        int found = 0;
        while (!isWhole()) {
            int count = read(buffer);
            if (count < 0) {
                break;
            }
            for (int i = 0; i < count; i++) {
                found += buffer[i] == letter ? 1 : 0;
            }
            String piece = new String(buffer, 0, count, StandardCharsets.US_ASCII);
            end = end.substring(Math.max(0, end.length() - LAST_CHUNK.length())) + piece;
        }
        return found;
    }

    /** A connection that is reset has ended too. */
    private int read(byte[] buffer) throws IOException {
        try {
            return in.read(buffer);
        } catch (SocketException e) {
            return -1;
        }
    }

    /** Whether the answer has come to its own end. */
    boolean isWhole() {
        return end.endsWith(LAST_CHUNK);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String readHead() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("No head came, only " + bytes);
            }
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.US_ASCII);
    }
}
