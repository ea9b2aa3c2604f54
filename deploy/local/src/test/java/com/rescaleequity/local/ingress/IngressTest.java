package com.rescaleequity.local.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.local.infrastructure.FreePort;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PfxOptions;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngressTest {

    @TempDir Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private HttpServer echo;
    private Ingress ingress;

    @BeforeEach
    void start() throws Exception {
        echo =
                wait(
                        vertx.createHttpServer(
                                        new HttpServerOptions()
                                                .setMaxInitialLineLength(64 * 1024)
                                                .setMaxHeaderSize(64 * 1024))
                                .connectionHandler(connection -> {
                                    open.incrementAndGet();
                                    connection.closeHandler(gone -> open.decrementAndGet());
                                })
                                .webSocketHandshakeHandler(handshake -> {
                                    if (handshake.query() == null) {
                                        handshake.reject(401);
                                    } else {
                                        handshake.accept();
                                    }
                                })
                                .webSocketHandler(socket ->
                                        socket.textMessageHandler(text ->
                                                socket.writeTextMessage(socket.query() + text)))
                                .requestHandler(this::answer)
                                .listen(0, "127.0.0.1"));
        ingress = startIngress(null);
    }

    private static Replicas one(int port) {
        return Replicas.of(List.of(upstream(port)));
    }

    private static Upstream upstream(int port) {
        return Upstream.local(port, port);
    }

    private Ingress startIngress(PfxOptions keyStore) {
        return Ingress.start(
                vertx,
                0,
                Manifests.routes(Map.of("/api", "echo", "/down", "down", "/half", "half")),
                Map.of(
                        "echo", one(echo.actualPort()),
                        "down", one(FreePort.find()),
                        "half",
                                Replicas.of(
                                        List.of(
                                                upstream(FreePort.find()),
                                                upstream(echo.actualPort())))),
                keyStore);
    }

    private void answer(HttpServerRequest request) {
        if (request.path().startsWith("/api/")) {
            served.incrementAndGet();
        }
        if (request.path().equals("/api/dies")) {
            request.connection().close();
            return;
        }
        if (request.path().equals("/api/early")) {
            request.response().setStatusCode(413).end("too large");
            return;
        }
        request.body()
                .onSuccess(body ->
                        request.response()
                                .putHeader("X-From", "echo")
                                .setStatusCode(request.path().endsWith("bad") ? 400 : 200)
                                .end(
                                        new JsonObject()
                                                .put("method", request.method().name())
                                                .put("uri", request.uri())
                                                .put("length", body.length())
                                                .put("for", request.getHeader("X-Forwarded-For"))
                                                .put("auth", request.getHeader("X-Auth"))
                                                .toBuffer()));
    }

    @AfterEach
    void stop() throws Exception {
        wait(vertx.close());
    }

    @Test
    void aReplicaThatIsNotThereIsPassedOver() throws Exception {
        for (int call = 0; call < 4; call++) {
            // When
            HttpRequest request =
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + ingress.port() + "/half/x"))
                            .build();
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());

            // Then
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void passesRequestAndAnswer() throws Exception {
        // When
        HttpResponse<String> answer =
                client.send(
                        request("/api/orders?x=1%20y")
                                .header("X-Auth", "secret")
                                .header("X-Forwarded-For", "9.9.9.9")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"a\":1}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        // Then
        JsonObject seen = new JsonObject(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-From")).contains("echo");
        assertThat(seen.getString("method")).isEqualTo("POST");
        assertThat(seen.getString("uri")).isEqualTo("/api/orders?x=1%20y");
        assertThat(seen.getInteger("length")).isEqualTo(7);
        assertThat(seen.getString("for")).isEqualTo("127.0.0.1");
        assertThat(seen.getString("auth")).isEqualTo("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1;Content-Length: 4;Transfer-Encoding: chunked",
                "HTTP/1.1;Transfer-Encoding: chunked;Content-Length: 4",
                "HTTP/1.0;Content-Length: 4;Transfer-Encoding: chunked",
                "HTTP/1.1;Content-Length: 4;Transfer-Encoding: xchunked",
                "HTTP/1.1;Transfer-Encoding: chunked;Transfer-Encoding: identity",
                "HTTP/1.1;Content-Length: 4;Content-Length: 5",
            })
    void requestWhoseEndIsInDoubtIsRefusedAndNothingBehindItIsRead(String head) throws Exception {
        // Given
        String smuggled = "0\r\n\r\nGET /api/smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
        // When
        String answers =
                raw("POST /api/x " + head.replace(";", "\r\n") + "\r\nHost: a\r\n\r\n" + smuggled);
        // Then
        assertThat(answers)
                .startsWith("HTTP/1.")
                .contains(" 400 ", "INVALID_PARAMETER")
                .containsOnlyOnce("HTTP/1.");
        assertThat(served).hasValue(0);
    }

    @Test
    void bodyInChunksIsPassedOn() throws Exception {
        // When
        String answer =
                raw(
                        String.join(
                                "\r\n",
                                "POST /api/x HTTP/1.1",
                                "Host: a",
                                "Connection: close",
                                "Transfer-Encoding: chunked",
                                "",
                                "3",
                                "abc",
                                "0",
                                "",
                                ""));
        // Then
        assertThat(answer).startsWith("HTTP/1.1 200").contains("\"length\":3");
    }

    @Test
    void bodiesThatNeverComeHoldNeitherMemoryNorServices() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try {
            // Given: as many as there is room for
            for (int i = 0; i < 512; i++) {
                silent.add(silent("Content-Length: 65536"));
            }
            awaitStatus(503);

            // Then: what is short is taken, and what is long is when they have gone
            assertThat(
                            client.send(
                                            request("/api/x")
                                                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                                    .build(),
                                            HttpResponse.BodyHandlers.ofString())
                                    .statusCode())
                    .isEqualTo(200);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
        awaitStatus(200);
    }

    /** Posts a long body again and again until this is the answer. */
    private void awaitStatus(int status) throws Exception {
        int answer = 0;
        for (int call = 0; answer != status; call++) {
            assertThat(call).isLessThan(1800);
            Thread.sleep(100);
            answer = longPost();
        }
    }

    private int longPost() throws Exception {
        return client.send(
                        request("/api/x")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[60_000]))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void serviceHearsAtOnceOfABodyThatIsTooLongForIt() throws Exception {
        try (Socket socket = silent("Content-Length: 70000", "/api/early")) {
            String answer =
                    new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
            assertThat(answer).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void chunksThatBecomeTooLongAreRefused() throws Exception {
        String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
        assertThat(
                        raw(
                                "POST /api/x HTTP/1.1\r\nHost: a\r\n"
                                        + "Transfer-Encoding: chunked\r\n\r\n"
                                        + chunk.repeat(3)))
                .startsWith("HTTP/1.1 413")
                .contains("PAYLOAD_TOO_LARGE");
        assertThat(served).hasValue(0);
    }

    @Test
    void whoDoesNotSendHisBodyIsHungUpOn() throws Exception {
        try (Socket socket = silent("Transfer-Encoding: chunked")) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    private Socket silent(String length) throws Exception {
        return silent(length, "/api/x");
    }

    /** Announces a body and sends nothing of it. */
    private Socket silent(String length, String path) throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), ingress.port());
        socket.setSoTimeout(180_000);
        socket.getOutputStream()
                .write(
                        ("POST " + path + " HTTP/1.1\r\nHost: a\r\n" + length + "\r\n\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    @Test
    void refusedHandshakesLeaveNoConnectionOpen() throws Exception {
        for (int i = 0; i < 30; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ingress.port())) {
                String asked =
                        String.join(
                                "\r\n",
                                "GET /api/refused HTTP/1.1",
                                "Host: a",
                                "Connection: Upgrade",
                                "Upgrade: websocket",
                                "Sec-WebSocket-Version: 13",
                                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
                                "",
                                "");
                socket.getOutputStream().write(asked.getBytes(StandardCharsets.ISO_8859_1));
                assertThat(
                                new String(
                                        socket.getInputStream().readNBytes(12),
                                        StandardCharsets.UTF_8))
                        .isEqualTo("HTTP/1.1 401");
            }
        }
        for (int look = 0; open.get() > 5; look++) {
            assertThat(look).isLessThan(300);
            Thread.sleep(100);
        }
    }

    /** Sends exactly this, and reads until the ingress closes. */
    private String raw(String text) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ingress.port())) {
            socket.setSoTimeout(180_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void passesLargeBodiesAndErrorStatuses() throws Exception {
        // When
        HttpResponse<String> answer =
                client.send(
                        request("/api/bad")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[300_000]))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).getInteger("length")).isEqualTo(300_000);
    }

    @Test
    void leavesLongTargetsAndHeadersToTheServices() throws Exception {
        String target = "/api/orders?x=" + "y".repeat(20_000);
        HttpResponse<String> answer =
                client.send(
                        request(target).header("X-Auth", "z".repeat(20_000)).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonObject seen = new JsonObject(answer.body());
        assertThat(seen.getString("uri")).hasSize(target.length());
        assertThat(seen.getString("auth")).hasSize(20_000);
    }

    @Test
    void pathWithoutRouteIsNotFound() throws Exception {
        JsonObject error = errorOf(get("/elsewhere"), 404);
        assertThat(error.getString("code")).isEqualTo("NOT_FOUND");
        assertThat(error.getString("requestId")).isNotBlank();
        assertThat(error.getLong("timestamp")).isPositive();
    }

    @Test
    void itsOwnAnswersCarryWhatAServicesAnswersCarry() throws Exception {
        HttpHeaders headers = get("/elsewhere").headers();
        assertThat(headers.firstValue("Access-Control-Expose-Headers"))
                .hasValueSatisfying(
                        exposed -> assertThat(exposed).contains("X-Request-Id", "Retry-After"));
        assertThat(headers.firstValue("Cache-Control")).contains("no-store");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
    }

    @Test
    void serviceThatIsDownIsUnavailable() throws Exception {
        HttpResponse<String> answer = get("/down/x");
        assertThat(errorOf(answer, 503).getString("code")).isEqualTo("SERVICE_UNAVAILABLE");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void lostAnswerToWriteIsUnknownAndToReadUnavailable() throws Exception {
        HttpResponse<String> write =
                client.send(
                        request("/api/dies")
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(errorOf(write, 500).getString("code")).isEqualTo("EXECUTION_UNKNOWN");
        assertThat(errorOf(get("/api/dies"), 503).getString("code"))
                .isEqualTo("SERVICE_UNAVAILABLE");
    }

    @Test
    void passesWebSocketBothWays() throws Exception {
        // Given
        WebSocket socket =
                wait(
                        vertx.createWebSocketClient()
                                .connect(ingress.port(), "127.0.0.1", "/api/ws?token=k"));
        CompletableFuture<String> received = new CompletableFuture<>();
        socket.textMessageHandler(received::complete);

        // When
        wait(socket.writeTextMessage("-hello"));

        // Then
        assertThat(received.get(3, TimeUnit.MINUTES)).isEqualTo("token=k-hello");
    }

    @Test
    void passesRefusedWebSocketHandshake() throws Exception {
        WebSocketConnectOptions options =
                new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(ingress.port())
                        .setURI("/api/ws");
        CompletableFuture<WebSocket> refused =
                vertx.createWebSocketClient()
                        .connect(options)
                        .toCompletionStage()
                        .toCompletableFuture();
        assertThat(refused)
                .failsWithin(java.time.Duration.ofMinutes(3))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(UpgradeRejectedException.class)
                .satisfies(e ->
                        assertThat(((UpgradeRejectedException) e.getCause()).getStatus())
                                .isEqualTo(401));
    }

    @Test
    void speaksTlsWithItsOwnCertificate() throws Exception {
        // Given
        Ingress secure = startIngress(SelfSignedCertificate.inFolder(folder, "changeit-please"));
        var tlsClient =
                vertx.createHttpClient(
                        new io.vertx.core.http.HttpClientOptions()
                                .setSsl(true)
                                .setVerifyHost(true)
                                .setTrustOptions(
                                        new io.vertx.core.net.PemTrustOptions()
                                                .addCertPath(
                                                        folder.resolve("localhost.pem")
                                                                .toString())));

        // When
        Buffer body =
                wait(
                        tlsClient
                                .request(
                                        io.vertx.core.http.HttpMethod.GET,
                                        secure.port(),
                                        "localhost",
                                        "/api/x")
                                .compose(request -> request.send())
                                .compose(response -> response.body()));

        // Then
        assertThat(body.toJsonObject().getString("uri")).isEqualTo("/api/x");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ingress.port() + path));
    }

    private static JsonObject errorOf(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        JsonObject body = new JsonObject(answer.body());
        assertThat(body.getString("status")).isEqualTo("error");
        return body.getJsonObject("error");
    }

    private static <T> T wait(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(3, TimeUnit.MINUTES);
    }
}
