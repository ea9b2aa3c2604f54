package com.rescaleequity.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** HTTP/1.1 byte by byte, for requests that no client library would send. */
final class RawHttp {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int TIMEOUT_MILLIS = 20_000;

    /** An answer as it came. */
    record Answer(int status, List<String> headers, String body) {

        /** The only value of a header, or null; a repeated header fails. */
        String header(String name) {
            List<String> values = all(name);
            if (values.size() > 1) {
                throw new AssertionError(name + " is there " + values.size() + " times");
            }
            return values.isEmpty() ? null : values.getFirst();
        }

        List<String> all(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(h -> h.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(h -> h.substring(start.length()).strip())
                    .toList();
        }

        JsonNode json() {
            try {
                return MAPPER.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException("Not JSON: " + body, e);
            }
        }

        JsonNode error() {
            return json().path("error");
        }

        String code() {
            return error().path("code").asText();
        }
    }

    private final int port;

    RawHttp(int port) {
        this.port = port;
    }

    /** A call with header lines and a body with its right length. */
    Answer call(String method, String target, String body, String... headers) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = head(method, target, headers);
        if (bytes.length > 0) {
            head.append("Content-Length: ").append(bytes.length).append("\r\n");
        }
        return send(head.append("\r\n").toString(), bytes);
    }

    Answer get(String target, String... headers) {
        return call("GET", target, "", headers);
    }

    Answer post(String target, String body, String... headers) {
        return call("POST", target, body, headers);
    }

    /** A call whose body comes in chunks of 16 KiB. */
    Answer chunked(String target, int size, String... headers) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] spaces = " ".repeat(16 * 1024).getBytes(StandardCharsets.US_ASCII);
        for (int sent = 0; sent < size; sent += spaces.length) {
            body.writeBytes("4000\r\n".getBytes(StandardCharsets.US_ASCII));
            body.writeBytes(spaces);
            body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        body.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = head("POST", target, headers);
        return send(head.append("Transfer-Encoding: chunked\r\n\r\n").toString(), body);
    }

    private Answer send(String head, ByteArrayOutputStream body) {
        return send(head, body.toByteArray());
    }

    /** Sends exactly these bytes and reads until the server closes. */
    Answer send(String head, byte[] body) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            Thread writer = Thread.ofVirtual().start(() -> write(socket, head, body));
            Answer answer = parse(readAll(socket.getInputStream()));
            writer.interrupt();
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StringBuilder head(String method, String target, String... headers) {
        StringBuilder head = new StringBuilder();
        head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        head.append("Host: localhost\r\nConnection: close\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head;
    }

    private static void write(Socket socket, String head, byte[] body) {
        try {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // The server may refuse before it has read everything.
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] readAll(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                all.write(buffer, 0, n);
            }
        } catch (SocketException e) {
            // A reset after the answer: what has come is what counts.
            all.flush();
        }
        return all.toByteArray();
    }

    private static Answer parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Answer(0, List.of(), text);
        }
        List<String> lines = new ArrayList<>(List.of(text.substring(0, end).split("\r\n")));
        int status = Integer.parseInt(lines.removeFirst().split(" ")[1]);
        return new Answer(status, lines, text.substring(end + 4));
    }
}
