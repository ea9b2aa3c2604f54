package com.rescaleequity.local.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two sides of a WebSocket that are not equally fast. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class UpgradeForwarderTest {

    private static final String UPGRADE =
            """
            GET /ws HTTP/1.1\r
            Host: a\r
            Connection: Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
            \r
            """;
    private static final String AGREED =
            """
            HTTP/1.1 101 Switching Protocols\r
            Connection: Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Accept: ICX+Yqv66kxgM0FcWaLWlFLwTAI=\r
            \r
            """;
    private static final String WELL =
            """
            HTTP/1.1 200 OK\r
            Connection: close\r
            Content-Length: 0\r
            \r
            """;
    private static final int MEGABYTE = 1024 * 1024;

    private final Vertx vertx = Vertx.vertx();
    private ServerSocket service;
    private Ingress ingress;

    @BeforeEach
    void start() throws IOException {
        service = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        int port = service.getLocalPort();
        ingress =
                Ingress.start(
                        vertx,
                        0,
                        Manifests.routes(Map.of("/ws", "gateway")),
                        Map.of("gateway", Replicas.of(List.of(Upstream.local(port, port)))),
                        null);
    }

    @AfterEach
    void stop() throws IOException {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        service.close();
    }

    @Test
    void whatAServiceDoesNotReadIsNotTakenFromTheClient() throws Exception {
        // Given: a service that agrees to a WebSocket and reads nothing of it
        CompletableFuture<Socket> agreed = CompletableFuture.supplyAsync(this::agree);
        try (SocketChannel client =
                SocketChannel.open(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), ingress.port()))) {
            client.write(ByteBuffer.wrap(UPGRADE.getBytes(StandardCharsets.ISO_8859_1)));
            client.socket().setSoTimeout(180_000);
            byte[] answer = client.socket().getInputStream().readNBytes(12);
            assertThat(new String(answer, StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 101");
            // When
            client.configureBlocking(false);
            long taken = 0;
            long quietSince = System.nanoTime();
            while (taken < 200L * MEGABYTE
                    && System.nanoTime() - quietSince < TimeUnit.SECONDS.toNanos(2)) {
                int now = client.write(ByteBuffer.allocate(64 * 1024));
                taken += now;
                if (now > 0) {
                    quietSince = System.nanoTime();
                } else {
                    Thread.sleep(5);
                }
            }
            // Then: no more than the buffers of four sockets hold
            assertThat(taken).isLessThan(32L * MEGABYTE);
        } finally {
            agreed.join().close();
        }
    }

    @Test
    void allThatAClientSendsReachesAServiceThatReadsSlowly() throws Exception {
        // Given
        int length = 5 * MEGABYTE;
        CompletableFuture<Integer> heard =
                CompletableFuture.supplyAsync(() -> {
                    try (Socket listener = agree()) {
                        return readSlowly(listener, length);
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
        // When
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), ingress.port())) {
            client.getOutputStream().write(UPGRADE.getBytes(StandardCharsets.ISO_8859_1));
            client.getInputStream().readNBytes(12);
            client.getOutputStream().write(new byte[length]);
            // Then
            assertThat(heard.join()).isEqualTo(length);
        }
    }

    @Test
    void lastWordsOfAServiceReachASlowReader() throws Exception {
        // Given: a service that says much and goes at once
        int length = 20 * MEGABYTE;
        CompletableFuture<Void> told =
                CompletableFuture.runAsync(() -> {
                    try (Socket speaker = agree()) {
                        speaker.getOutputStream().write(new byte[length]);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        // When
        try (Socket client = new Socket()) {
            client.setReceiveBufferSize(64 * 1024);
            client.setSoTimeout(180_000);
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), ingress.port()));
            client.getOutputStream().write(UPGRADE.getBytes(StandardCharsets.ISO_8859_1));
            // Then
            assertThat(readSlowly(client, Integer.MAX_VALUE)).isGreaterThan(length);
        }
        told.join();
    }

    /** How many bytes come until there are enough, or the other side ends. */
    private static int readSlowly(Socket socket, int enough)
            throws IOException, InterruptedException {
        byte[] some = new byte[64 * 1024];
        int all = 0;
        while (all < enough) {
            int now = socket.getInputStream().read(some);
            if (now < 0) {
                return all;
            }
            all += now;
            Thread.sleep(2);
        }
        return all;
    }

    /** The first WebSocket that is asked for; the ingress asks how the service is before. */
    private Socket agree() {
        try {
            while (true) {
                Socket socket = service.accept();
                boolean wanted = head(socket).contains("websocket");
                socket.getOutputStream()
                        .write((wanted ? AGREED : WELL).getBytes(StandardCharsets.ISO_8859_1));
                if (wanted) {
                    return socket;
                }
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String head(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        int next = 0;
        while (next >= 0 && head.indexOf("\r\n\r\n") < 0) {
            next = in.read();
            head.append((char) next);
        }
        return head.toString();
    }
}
