package com.rescaleequity.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.json.Problems;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a key may be, and what it stands for. */
class IdempotencyKeyTest {

    private static final String PATH = "POST /api/v1/orders/create";

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

        assertThat(IdempotencyKey.of(header, PATH, body("{}"), problems)).isNull();

        assertThat(problems.refusal().errors().getFirst().field()).isEqualTo("Idempotency-Key");
    }

    @Test
    void moreThan64CharactersAreRefused() {
        Problems problems = new Problems();

        IdempotencyKey.of("k".repeat(65), PATH, body("{}"), problems);

        assertThat(problems.isEmpty()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {131, 1_000, 8_000, 200_000})
    void aHeaderOfAnyLengthIsRefusedWithoutDeepRecursion(int length) {
        Problems problems = new Problems();
        String header = '"' + "a".repeat(length - 2) + '"';

        IdempotencyKey.of(header, PATH, body("{}"), problems);

        assertThat(problems.refusal().errors()).hasSize(1);
    }

    @Test
    void everyCharacterOfAKeyMayBeEscaped() {
        assertThat(text('"' + "\\\"".repeat(64) + '"')).isEqualTo("\"".repeat(64));
    }

    @Test
    void theFingerprintTellsPathsAndBodiesApart() {
        byte[] first = key(PATH, "{}").fingerprint();

        assertThat(key(PATH, "{}").fingerprint()).isEqualTo(first);
        assertThat(key(PATH, "{ }").fingerprint()).isNotEqualTo(first);
        assertThat(key("POST /api/v1/orders/test", "{}").fingerprint()).isNotEqualTo(first);
    }

    private static String text(String header) {
        Problems problems = new Problems();
        IdempotencyKey key = IdempotencyKey.of(header, PATH, body("{}"), problems);
        assertThat(key).isNotNull();
        return key.text();
    }

    private static IdempotencyKey key(String path, String body) {
        IdempotencyKey key = IdempotencyKey.of("k", path, body(body), new Problems());
        assertThat(key).isNotNull();
        return key;
    }

    private static byte[] body(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
