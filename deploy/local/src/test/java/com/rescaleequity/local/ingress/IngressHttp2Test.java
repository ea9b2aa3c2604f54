package com.rescaleequity.local.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ingress as a client meets it that offers HTTP/2. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class IngressHttp2Test {

    @TempDir Path folder;

    private final Vertx vertx = Vertx.vertx();
    private Ingress ingress;
    private HttpClient client;

    @BeforeEach
    void start() throws Exception {
        HttpServer echo =
                vertx.createHttpServer()
                        .webSocketHandler(
                                socket -> socket.textMessageHandler(socket::writeTextMessage))
                        .requestHandler(IngressHttp2Test::answer)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
        int port = echo.actualPort();
        ingress =
                Ingress.start(
                        vertx,
                        0,
                        Manifests.routes(Map.of("/api", "echo")),
                        Map.of("echo", Replicas.of(List.of(Upstream.local(port, port)))),
                        SelfSignedCertificate.inFolder(folder, "changeit-please"));
        client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_2)
                        .sslContext(trusting(folder.resolve("localhost.pem")))
                        .build();
    }

    @AfterEach
    void stop() {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static void answer(HttpServerRequest request) {
        request.body()
                .onSuccess(body ->
                        request.response()
                                .end(
                                        new JsonObject()
                                                .put("length", body.length())
                                                .put("host", request.getHeader("Host"))
                                                .put("version", request.version().name())
                                                .toBuffer()));
    }

    private static SSLContext trusting(Path certificate) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "ingress", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private HttpResponse<String> send(String path, HttpRequest.BodyPublisher body)
            throws Exception {
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(uri("https", path)).POST(body).build(),
                        BodyHandlers.ofString());
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        return answer;
    }

    private URI uri(String scheme, String path) {
        return URI.create(scheme + "://localhost:" + ingress.port() + path);
    }

    @Test
    void requestsArePassedToServicesAsHttp1() throws Exception {
        // When
        JsonObject answer = new JsonObject(send("/api/x", BodyPublishers.ofString("five5")).body());
        // Then
        assertThat(answer.getInteger("length")).isEqualTo(5);
        assertThat(answer.getString("host")).isEqualTo("localhost:" + ingress.port());
        assertThat(answer.getString("version")).isEqualTo("HTTP_1_1");
    }

    @Test
    void bodyOfUntoldLengthIsPassedOnOrRefusedAndTheConnectionGoesOn() throws Exception {
        // When / Then
        assertThat(new JsonObject(send("/api/x", untold(60_000)).body()).getInteger("length"))
                .isEqualTo(60_000);
        // When
        HttpResponse<String> refused = send("/api/x", untold(70_000));
        // Then
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).contains("PAYLOAD_TOO_LARGE");
        assertThat(refused.headers().firstValue("Connection")).isEmpty();
        assertThat(send("/api/x", untold(1)).statusCode()).isEqualTo(200);
    }

    private static HttpRequest.BodyPublisher untold(int length) {
        return BodyPublishers.fromPublisher(
                BodyPublishers.ofByteArrays(List.of(new byte[length - 1], new byte[1])));
    }

    @Test
    void pathWithoutRouteIsNotFound() throws Exception {
        HttpResponse<String> answer = send("/none", BodyPublishers.noBody());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("NOT_FOUND");
    }

    @Test
    void webSocketsAreOpenedBesideIt() throws Exception {
        // Given
        CompletableFuture<String> heard = new CompletableFuture<>();
        // When
        WebSocket socket =
                client.newWebSocketBuilder()
                        .buildAsync(
                                uri("wss", "/api/ws"),
                                new WebSocket.Listener() {
                                    @Override
                                    public CompletionStage<?> onText(
                                            WebSocket from, CharSequence data, boolean last) {
                                        heard.complete(data.toString());
                                        return null;
                                    }
                                })
                        .join();
        socket.sendText("hello", true);
        // Then
        assertThat(heard.join()).isEqualTo("hello");
        socket.abort();
    }
}
