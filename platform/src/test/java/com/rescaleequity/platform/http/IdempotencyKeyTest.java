package com.rescaleequity.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.json.Problems;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a key may be, and what it stands for. */
class IdempotencyKeyTest {

    private static final String PATH = "/api/v1/orders/create";

    @Test
    void aBareKeyAndTheSameKeyQuotedAreOne() {
        assertThat(text("order-1")).isEqualTo("order-1");
        assertThat(text("\"order-1\"")).isEqualTo("order-1");
        assertThat(text(" \"a \\\"b\\\" \\\\\" ")).isEqualTo("a \"b\" \\");
        assertThat(text("k".repeat(64))).hasSize(64);
        assertThat(text('"' + "k".repeat(64) + '"')).hasSize(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\"\"", "\"open", "open\"q\"é", "\"a\"b\"", "\"\\n\""})
    void anythingElseIsRefused(String header) {
        Problems problems = new Problems();

        assertThat(IdempotencyKey.read(request(PATH, header), body("{}"), problems)).isNull();

        assertThat(problems.refusal().errors().getFirst().field()).isEqualTo("Idempotency-Key");
    }

    @Test
    void moreThan64CharactersAreRefused() {
        Problems problems = new Problems();

        IdempotencyKey.read(request(PATH, "k".repeat(65)), body("{}"), problems);

        assertThat(problems.isEmpty()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {131, 1_000, 8_000, 200_000})
    void aHeaderOfAnyLengthIsRefusedWithoutDeepRecursion(int length) {
        Problems problems = new Problems();
        String header = '"' + "a".repeat(length - 2) + '"';

        IdempotencyKey.read(request(PATH, header), body("{}"), problems);

        assertThat(problems.refusal().errors()).hasSize(1);
    }

    @Test
    void everyCharacterOfAKeyMayBeEscaped() {
        assertThat(text('"' + "\\\"".repeat(64) + '"')).isEqualTo("\"".repeat(64));
    }

    @Test
    void noHeaderIsNoKey() {
        Problems problems = new Problems();

        assertThat(IdempotencyKey.read(request(PATH, null), body("{}"), problems)).isNull();

        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void theFingerprintTellsPathsAndBodiesApart() {
        byte[] first = key(PATH, "{}").fingerprint();

        assertThat(key(PATH, "{}").fingerprint()).isEqualTo(first);
        assertThat(key(PATH, "{ }").fingerprint()).isNotEqualTo(first);
        assertThat(key("/api/v1/orders/test", "{}").fingerprint()).isNotEqualTo(first);
    }

    private static String text(String header) {
        Problems problems = new Problems();
        IdempotencyKey key = IdempotencyKey.read(request(PATH, header), body("{}"), problems);
        assertThat(key).isNotNull();
        return key.text();
    }

    private static IdempotencyKey key(String path, String body) {
        IdempotencyKey key = IdempotencyKey.read(request(path, "k"), body(body), new Problems());
        assertThat(key).isNotNull();
        return key;
    }

    private static byte[] body(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ContainerRequestContext request(String path, @Nullable String header) {
        UriInfo uri = fake(UriInfo.class, Map.of("getRequestUri", URI.create("http://x" + path)));
        return (ContainerRequestContext)
                Proxy.newProxyInstance(
                        IdempotencyKeyTest.class.getClassLoader(),
                        new Class<?>[] {ContainerRequestContext.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "getHeaderString" -> header;
                                    case "getMethod" -> "POST";
                                    case "getUriInfo" -> uri;
                                    default -> throw new AssertionError(method);
                                });
    }

    private static <T> T fake(Class<T> type, Map<String, Object> answers) {
        return type.cast(
                Proxy.newProxyInstance(
                        IdempotencyKeyTest.class.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> answers.get(method.getName())));
    }
}
