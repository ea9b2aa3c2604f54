package com.rescaleequity.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.http.RawHttp.Answer;
import com.rescaleequity.platform.limits.Policy;
import com.rescaleequity.platform.limits.RateLimits;
import com.rescaleequity.platform.testing.ExchangeInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every request meets, whoever sends it: target, method, body, CORS, envelope. */
@QuarkusTest
@QuarkusTestResource(
        value = ExchangeInfrastructure.class,
        initArgs = @ResourceArg(name = "rate-limits", value = "true"),
        restrictToAnnotatedClass = false)
class EdgeResourceTest {

    private static final String OPEN = "/api/v1/probe/open";
    private static final String ACCOUNTS = "/api/v1/probe/accounts";
    private static final String PLAIN_ACCOUNTS = "/api/v1/probe/plain/accounts";

    @Inject RateLimits limits;
    private int port;
    private RawHttp http;

    @BeforeEach
    void connect() {
        port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        http = new RawHttp(port);
    }

    @Test
    void everyAnswerHasItsOwnRequestId() {
        Answer first = http.get(OPEN);
        Answer second = http.get("/api/v1/nothing", "X-Request-Id: mine");

        assertThat(first.header("X-Request-Id")).matches("[0-9A-Z]{16}");
        assertThat(second.header("X-Request-Id"))
                .isNotEqualTo("mine")
                .isEqualTo(second.error().path("requestId").asText());
    }

    @Test
    void successHasTheEnvelopeAndItsType() {
        Answer answer = http.get(OPEN);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(answer.json().path("status").asText()).isEqualTo("success");
        assertThat(answer.body()).contains("\"price\":45250.75").contains("\"sequence\":7");
    }

    @Test
    void numbersBecomeStringsWhenAsked() {
        assertThat(http.get(OPEN, "X-Number-Format: string").body())
                .contains("\"price\":\"45250.75\"")
                .contains("\"sequence\":7");
        assertThat(http.get(OPEN + "?numberFormat=STRING").body())
                .contains("\"price\":\"45250.75\"");
        assertThat(http.get(OPEN + "?numberFormat=").body()).contains("\"price\":45250.75");
        assertRefused(http.get(OPEN, "X-Number-Format: roman"), 400, "INVALID_PARAMETER");
    }

    @Test
    void anyAcceptHeaderGetsJson() {
        assertThat(http.get(OPEN, "Accept: text/html").status()).isEqualTo(200);
        assertThat(http.get(OPEN, "Accept: rubbish").status()).isLessThan(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/nothing", "/api/v1", "/api/v1/nothing", "/api/v1/probe", OPEN + "/x"})
    void anUnknownPathIs404(String path) {
        assertRefused(http.get(path), 404, "NOT_FOUND");
        assertRefused(http.post(path, "{}"), 404, "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/probe/orders/create", "/api/v1/probe/plain/orders/create"})
    void anotherMethodIs405AndSaysWhichAreAllowed(String create) {
        Answer put = http.call("PUT", OPEN, "{}");
        Answer get = http.get(create);

        assertRefused(put, 405, "METHOD_NOT_ALLOWED");
        assertThat(put.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
        assertRefused(get, 405, "METHOD_NOT_ALLOWED");
        assertThat(get.header("Allow")).isEqualTo("OPTIONS, POST");
        assertRefused(http.post(OPEN, "{}"), 405, "METHOD_NOT_ALLOWED");
        assertRefused(http.call("TRACE", OPEN, ""), 405, "METHOD_NOT_ALLOWED");
    }

    @Test
    void headIsGetWithoutABody() {
        Answer answer = http.call("HEAD", OPEN, "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(http.call("HEAD", "/api/v1/nothing", "").status()).isEqualTo(404);
    }

    @Test
    void optionsNamesTheMethodsWithoutAKey() {
        Answer answer = http.call("OPTIONS", "/api/v1/probe/private", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
        assertRefused(http.call("OPTIONS", "/nothing", ""), 404, "NOT_FOUND");
    }

    @Test
    void everyAnswerMayBeReadByAnyOrigin() {
        for (Answer answer :
                List.of(
                        http.get(OPEN, "Origin: https://a.example"),
                        http.get(OPEN),
                        http.get(OPEN, "Origin: garbage"),
                        http.get("/nothing", "Origin: null"),
                        http.get("/%zz"))) {
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(answer.header("Access-Control-Allow-Credentials")).isNull();
            assertThat(answer.header("Access-Control-Expose-Headers").split(", "))
                    .containsExactlyInAnyOrder(
                            "X-Request-Id",
                            "RateLimit",
                            "RateLimit-Policy",
                            "Retry-After",
                            "X-RateLimit-Limit",
                            "X-RateLimit-Remaining",
                            "X-RateLimit-Reset",
                            "Idempotency-Replayed",
                            "X-Data-Age");
        }
    }

    @Test
    void aPreflightAllowsTheContractsHeaders() {
        Answer answer =
                http.call(
                        "OPTIONS",
                        "/api/v1/probe/orders/create",
                        "",
                        "Origin: https://a.example",
                        "Access-Control-Request-Method: POST",
                        "Access-Control-Request-Headers: authorization,x-api-key");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(answer.header("Access-Control-Allow-Methods")).isEqualTo("GET, POST, DELETE");
        assertThat(answer.header("Access-Control-Allow-Headers").split(", "))
                .containsExactlyInAnyOrder(
                        "Authorization",
                        "Content-Type",
                        "X-API-Key",
                        "X-API-Sign",
                        "X-API-Sign-Version",
                        "X-Timestamp",
                        "X-Recv-Window",
                        "X-Number-Format",
                        "Idempotency-Key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/probe/%zz",
                "/api/v1/probe/%",
                "/api/v1/probe/a|b",
                "/api/v1/probe/list?symbol=%zz",
                "/api/v1/probe/list?symbol={a}",
                "/api/v1/probe/list?symbol=%00",
                "/api/v1/probe/number/%00"
            })
    void aMalformedTargetIs400(String target) {
        assertRefused(http.get(target), 400, "INVALID_PARAMETER");
    }

    @Test
    void pathParametersBehindSemicolonsDoNotExist() {
        assertRefused(http.get(OPEN + ";a=b"), 404, "NOT_FOUND");
        assertThat(http.get(OPEN + "?a=b;c").status()).isEqualTo(200);
    }

    @Test
    void longTargetsAndHeadersAreRefusedWithTheEnvelope() {
        String list = "/api/v1/probe/list?symbol=";

        assertThat(http.get(list + "A".repeat(4_000)).status()).isEqualTo(200);
        assertRefused(http.get(list + "A".repeat(4_100)), 400, "INVALID_PARAMETER");
        assertRefused(http.get(list + "A".repeat(60_000)), 400, "INVALID_PARAMETER");
        assertRefused(http.get(OPEN, "X-Long: " + "A".repeat(9_000)), 400, "INVALID_PARAMETER");
        assertThat(http.get(OPEN, "X-Long: " + "A".repeat(200_000)).status()).isEqualTo(431);
    }

    @Test
    void queriesAreReadByTheirRules() {
        String list = "/api/v1/probe/list";

        assertThat(http.get(list + "?symbol=&limit=").json().path("data").toString())
                .isEqualTo("[\"\",100]");
        Answer refused = http.get(list + "?limit=1001");
        assertRefused(refused, 400, "INVALID_PARAMETER");
        assertThat(refused.error().path("details").path("max").asInt()).isEqualTo(1000);
        assertRefused(http.get(list + "?symbol=A&symbol=B"), 400, "CONFLICTING_PARAMETERS");
        assertThat(http.get(list + "?x=1&x=2").status()).isEqualTo(200);
    }

    @Test
    void aPathParameterOfTheWrongKindIs404() {
        assertRefused(http.get("/api/v1/probe/number/abc"), 404, "NOT_FOUND");
        assertRefused(http.get("/api/v1/probe/number/%e0%80"), 404, "NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /api/v1/probe/broken", "POST /api/v1/probe/plain/broken"})
    void aFailureInsideShowsNothing(String call) {
        String[] words = call.split(" ");
        Answer answer = http.call(words[0], words[1], "");

        assertRefused(answer, 500, "INTERNAL_ERROR");
        assertThat(answer.body()).doesNotContain("password", "Exception", "rescaleequity.platform");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, 200",
        "application/json; charset=utf-8, 200",
        "APPLICATION/JSON, 200",
        "text/plain, 200",
        "text/xml, 415",
        "application/x-www-form-urlencoded, 415",
        "multipart/form-data; boundary=x, 415",
        "json, 415"
    })
    void aBodyThatDeclaresAnotherTypeIs415(String type, int status) {
        Answer answer =
                http.post(ACCOUNTS, "{}", "Content-Type: " + type, from("203.0.113." + status));

        if (status == 200) {
            assertThat(answer.code()).isIn("", "RATE_LIMITED");
        } else {
            assertRefused(answer, 415, "UNSUPPORTED_MEDIA_TYPE");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ACCOUNTS, PLAIN_ACCOUNTS})
    void aBodyWithoutATypeIsReadAsJson(String accounts) {
        Answer answer = http.post(accounts, "{\"label\":\"x\"}", from("203.0.113.20"));

        assertThat(answer.json().path("data").asInt()).isEqualTo(13);
    }

    @ParameterizedTest
    @ValueSource(strings = {ACCOUNTS, PLAIN_ACCOUNTS})
    void anEncodedBodyIs415(String accounts) {
        assertRefused(
                http.post(accounts, "{}", "Content-Encoding: gzip"), 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @ParameterizedTest
    @ValueSource(strings = {ACCOUNTS, PLAIN_ACCOUNTS})
    void aPostWithoutABodyReachesItsResource(String accounts) {
        Answer answer = http.post(accounts, "", from("203.0.113.21"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("data").asInt(-1)).isZero();
    }

    @Test
    void theLargestBodyIs64KiB() {
        assertThat(http.post(ACCOUNTS, spaces(65_536), from("203.0.113.22")).status())
                .isEqualTo(200);
        assertThat(http.chunked(ACCOUNTS, 65_536, from("203.0.113.22")).status()).isEqualTo(200);
        assertRefused(http.post(ACCOUNTS, spaces(65_537)), 413, "PAYLOAD_TOO_LARGE");
        assertRefused(http.chunked(ACCOUNTS, 65_537), 413, "PAYLOAD_TOO_LARGE");
    }

    @ParameterizedTest
    @ValueSource(strings = {ACCOUNTS, PLAIN_ACCOUNTS})
    void tenMegabytesAreRefusedAndTheServerGoesOn(String accounts) {
        assertRefused(http.post(accounts, spaces(10_000_000)), 413, "PAYLOAD_TOO_LARGE");
        assertRefused(http.chunked(accounts, 10_000_000), 413, "PAYLOAD_TOO_LARGE");
        assertThat(http.get(OPEN).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-1", "99999999999999999999", "1, 2", "+5", "0x10", ""})
    void aContentLengthThatIsNoneIsRefused(String length) {
        String head = "POST " + ACCOUNTS + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";

        Answer answer = http.send(head + "Content-Length: " + length + "\r\n\r\n", new byte[0]);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(http.get(OPEN).status()).isEqualTo(200);
    }

    @Test
    void aRequestWithoutAHostIsRefusedWithTheEnvelope() {
        String head = "GET " + OPEN + " HTTP/1.1\r\nConnection: close\r\n\r\n";

        assertRefused(http.send(head, new byte[0]), 400, "INVALID_PARAMETER");
    }

    @Test
    void answersAreCompressedWhenAsked() throws Exception {
        URI target =
                new URI(
                        "http",
                        null,
                        InetAddress.getLoopbackAddress().getHostAddress(),
                        port,
                        "/api/v1/probe/big",
                        null,
                        null);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer =
                    client.send(
                            HttpRequest.newBuilder(target)
                                    .header("Accept-Encoding", "gzip")
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());

            assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(answer.body().length).isLessThan(5_000);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/api/v1/nothing",
                "/%zz",
                "/api/v1/probe/number/x",
                OPEN + ";a"
            })
    void whatIsNotFoundCountsAgainstTheAddressAndSaysSo(String path) {
        String from = from("203.0.113.101");
        Answer first = http.get(path, from);
        Answer second = http.get(path, from);

        assertThat(first.header("RateLimit-Policy")).isEqualTo("\"ip\";q=1200;w=60");
        assertThat(second.header("X-RateLimit-Remaining")).matches("11\\d\\d");
    }

    @Test
    void methodsTypesAndSizesThatAreRefusedCountToo() {
        for (Answer answer :
                List.of(
                        http.call("PUT", OPEN, "{}"),
                        http.post(ACCOUNTS, "<x/>", "Content-Type: text/xml"),
                        http.post(ACCOUNTS, spaces(65_537)),
                        http.chunked(ACCOUNTS, 65_537),
                        http.call("OPTIONS", OPEN, ""),
                        http.get(OPEN, "X-Timestamp: 1", "X-Timestamp: 1"),
                        http.get(OPEN, "X-Number-Format: roman"))) {
            assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"ip\";q=1200;w=60");
            assertThat(answer.header("X-RateLimit-Limit")).isEqualTo("1200");
        }
    }

    @Test
    void anAddressThatOnlyAsksForNothingIsRefusedInTheEnd() {
        String address = "203.0.113.102";
        limits.chargeAddress(Policy.IP, address, 100_000);

        assertRefused(http.get("/api/v1/nothing", from(address)), 429, "RATE_LIMITED");
        assertRefused(http.call("PUT", OPEN, "", from(address)), 429, "RATE_LIMITED");
        assertRefused(
                http.post(ACCOUNTS, "", from(address), "Content-Type: text/xml"),
                429,
                "RATE_LIMITED");
    }

    @Test
    void whetherThereIsSuchACallComesBeforeItsBody() {
        String xml = "Content-Type: text/xml";

        assertRefused(http.post("/api/v1/nothing", "<x/>", xml), 404, "NOT_FOUND");
        assertRefused(http.post("/api/v1/nothing", spaces(70_000)), 404, "NOT_FOUND");
        Answer other = http.post(OPEN, "<x/>", xml);
        assertRefused(other, 405, "METHOD_NOT_ALLOWED");
        assertThat(other.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
        assertRefused(http.post(ACCOUNTS, "<x/>", xml), 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void cachesMayKeepMarketDataIfTheyAskAgain() {
        assertThat(http.get("/api/v1/market/nothing").header("Cache-Control"))
                .isEqualTo("no-cache");
    }

    @Test
    void aPlainRouteStandsBehindTheSameEdge() {
        Answer refused = http.get("/api/v1/probe/plain");
        Answer put = http.call("PUT", "/api/v1/probe/plain", "{}");

        assertRefused(refused, 401, "AUTHENTICATION_REQUIRED");
        assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"ip\";q=1200;w=60");
        assertRefused(put, 405, "METHOD_NOT_ALLOWED");
        assertThat(put.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(http.call("OPTIONS", "/api/v1/probe/plain", "").header("Allow"))
                .isEqualTo("GET, HEAD, OPTIONS");
    }

    @Test
    void whoIsRefusedEarlyIsNotAskedForAnything() {
        String full = "/api/v1/probe/plain/full";
        String head = "POST " + full + " HTTP/1.1\r\nHost: a\r\n";

        Answer plain = http.post(full, "not json", "Authorization: Bearer nobody");
        // Two on one connection: what is not read of the first is not taken for the second.
        Answer both =
                http.send(
                        head
                                + "Content-Length: 2\r\n\r\n{}"
                                + head
                                + "Connection: close\r\nContent-Length: 2\r\n\r\n{}",
                        new byte[0]);

        assertRefused(plain, 503, "SERVICE_UNAVAILABLE");
        assertThat(plain.header("Retry-After")).isEqualTo("1");
        assertThat(plain.header("RateLimit")).isNull();
        assertThat(plain.header("X-Request-Id")).hasSize(16);
        assertThat(both.body()).contains("503 Service Unavailable");
        assertRefused(http.chunked(full, 65_536), 503, "SERVICE_UNAVAILABLE");
        assertRefused(http.get(full), 405, "METHOD_NOT_ALLOWED");
        assertRefused(http.post(full, spaces(65_537)), 413, "PAYLOAD_TOO_LARGE");
    }

    @ParameterizedTest
    @ValueSource(strings = {ACCOUNTS, PLAIN_ACCOUNTS})
    void aBodyInAnotherEncodingIsRefusedAndTheConnectionClosed(String accounts) {
        byte[] body = "{\"label\":\"x\"}".getBytes(java.nio.charset.StandardCharsets.UTF_16LE);
        String head =
                "POST " + accounts + " HTTP/1.1\r\nHost: a\r\n" + from("203.0.113.23") + "\r\n";

        // It is read to its end, which a connection that stays open does not have.
        Answer answer = http.send(head + "Content-Length: " + body.length + "\r\n\r\n", body);

        assertRefused(answer, 400, "INVALID_JSON");
    }

    @Test
    void twoContentLengthsAreRefusedAndTheConnectionClosed() {
        String head = "POST " + ACCOUNTS + " HTTP/1.1\r\nHost: a\r\n" + from("203.0.113.24");

        for (String lengths :
                List.of(
                        "Content-Length: 2\r\nContent-Length: 2",
                        "Content-Length: 2\r\nContent-Length: 3")) {
            byte[] body = {'{', '}'};
            assertThat(http.send(head + "\r\n" + lengths + "\r\n\r\n", body).status())
                    .isEqualTo(400);
        }
    }

    @Test
    void whoWaitsLongForHisAnswerIsNotHungUpOn() {
        assertThat(http.post("/api/v1/probe/slow", "{}").status()).isEqualTo(200);
    }

    @Test
    void whoNeverSendsHisBodyIsHungUpOn() {
        String head = "POST " + ACCOUNTS + " HTTP/1.1\r\nHost: a\r\n";

        Answer answer = http.send(head + "Content-Length: 10\r\n\r\n", new byte[1]);

        assertThat(answer.status()).isZero();
    }

    @Test
    void aPreflightIsNeverRefusedForWhatItsAddressHasDone() {
        limits.chargeAddress(Policy.IP, "203.0.113.108", 100_000);

        Answer answer =
                http.call(
                        "OPTIONS",
                        ACCOUNTS,
                        "",
                        from("203.0.113.108"),
                        "Origin: https://a.example",
                        "Access-Control-Request-Method: POST");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().path("status").asText()).isEqualTo("error");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(answer.header("X-Request-Id"))
                .isNotEmpty()
                .isEqualTo(answer.error().path("requestId").asText());
        assertThat(answer.error().path("docs").asText())
                .isEqualTo("https://docs.rescaleequity.com/errors#" + code);
    }

    private static String from(String address) {
        return "X-Forwarded-For: " + address;
    }

    private static String spaces(int count) {
        return " ".repeat(count);
    }
}
