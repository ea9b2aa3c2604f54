package com.rescaleequity.systemtest.load.wire;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A trade socket that takes one connection and answers as the contract wants it: every two calls
 * the second first, with a ping and a notice between.
 */
final class TradeServer implements Closeable {

    static final String UNKNOWN_KEY = "unknown";

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<String> frames = new CopyOnWriteArrayList<>();
    private final CountDownLatch pong = new CountDownLatch(1);

    TradeServer() throws IOException {
        Thread.ofVirtual().start(this::serve);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:%d/ws/trade".formatted(server.getLocalPort()));
    }

    /** The lines of the handshake. */
    List<String> heads() {
        return heads;
    }

    /** What came in text frames, unmasked. */
    List<String> frames() {
        return frames;
    }

    boolean awaitPong() throws InterruptedException {
        return pong.await(30, TimeUnit.SECONDS);
    }

    private void serve() {
        try (Socket socket = server.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            shake(in, out);
            while (true) {
                String first = frame(in);
                String second = frame(in);
                send(out, 0x89, "are you there");
                send(out, 0x81, "{\"stream\":\"system@notice\",\"data\":{}}");
                answer(out, second);
                answer(out, first);
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private void shake(DataInputStream in, DataOutputStream out) throws IOException {
        String key = "";
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            heads.add(line);
            if (line.startsWith("Sec-WebSocket-Key: ")) {
                key = line.substring("Sec-WebSocket-Key: ".length());
            }
        }
        if (heads.contains("Authorization: Bearer " + UNKNOWN_KEY)) {
            out.writeBytes("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
            return;
        }
        out.writeBytes(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + Handshake.accept(key)
                        + "\r\n\r\n");
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int letter = in.readByte(); letter != '\n'; letter = in.readByte()) {
            if (letter != '\r') {
                line.append((char) letter);
            }
        }
        return line.toString();
    }

    /** The next text frame. */
    private String frame(DataInputStream in) throws IOException {
        while (true) {
            int head = in.readUnsignedByte();
            int masked = in.readUnsignedByte();
            int length = masked & 0x7f;
            if (length == 126) {
                length = in.readUnsignedShort();
            }
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < length; i++) {
                payload[i] ^= mask[i % 4];
            }
            String text = new String(payload, StandardCharsets.US_ASCII);
            if (head == 0x8a && text.equals("are you there")) {
                pong.countDown();
            } else {
                frames.add(text);
                return text;
            }
        }
    }

    private static void answer(DataOutputStream out, String call) throws IOException {
        String id = call.replaceAll("^\\{\"id\":(\\d+),.*$", "$1");
        String rest =
                call.contains("CANCEL")
                        ? "\"status\":\"error\",\"error\":{\"code\":\"ORDER_NOT_FOUND\",\"httpStatus\":404}"
                        : "\"status\":\"success\",\"result\":{\"orderId\":\"77\"}";
        send(out, 0x81, "{\"id\":" + id + "," + rest + "}");
    }

    private static void send(DataOutputStream out, int head, String payload) throws IOException {
        out.writeByte(head);
        out.writeByte(payload.length());
        out.writeBytes(payload);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
