package com.rescaleequity.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2706.9300000000003",
                "1e999999999",
                "-0",
                "1E-7",
                "1.50",
                "100000000000000000000000000000000000000000000000000",
                "0.1234567890123456789012345678901234567890123456789"
            })
    void keepsTheLiteralTextOfNumbers(String literal) {
        assertThat(read("{\"price\":" + literal + "}").fields())
                .containsEntry("price", new JsonValue.Numeral(literal));
    }

    @Test
    void readsEveryKindOfValueInTheOrderSent() {
        JsonValue.Members members =
                read("{\"b\":\"x\",\"a\":[1,true,null,{\"c\":false}],\"d\":{}}");

        assertThat(members.fields().keySet()).containsExactly("b", "a", "d");
        assertThat(members.fields().get("a"))
                .isEqualTo(
                        new JsonValue.Items(
                                List.of(
                                        new JsonValue.Numeral("1"),
                                        new JsonValue.Flag(true),
                                        new JsonValue.Null(),
                                        new JsonValue.Members(
                                                Map.of("c", new JsonValue.Flag(false))))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n\t"})
    void readsAnEmptyBodyAsAnEmptyObject(String body) {
        assertThat(read(body).fields()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"a\"", "null", "true"})
    void refusesABodyThatIsNoObject(String body) {
        assertThat(refusal(body).getMessage()).isEqualTo("The body must be a JSON object.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":+1}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":tru}",
                "hello",
                "{\"a\":1}/* c */",
                "{\"a\":[1,]}",
                "{\"a\":\"unclosed"
            })
    void refusesMalformedJsonWithoutNamingItsParser(String body) {
        assertThat(refusal(body).getMessage())
                .startsWith("The JSON is malformed")
                .doesNotContain("jackson", "Source", "StreamRead", "Feature", "token");
    }

    @Test
    void saysWhereTheJsonIsMalformed() {
        assertThat(refusal("{\"a\":1,\n \"b\":x}").getMessage())
                .matches("The JSON is malformed at line 2, column \\d+\\.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"price\":1,\"price\":2}",
                "{\"a\":{\"b\":1,\"b\":1}}",
                "{\"a\":1,\"\\u0061\":2}"
            })
    void refusesDuplicateKeys(String body) {
        assertThat(refusal(body).getMessage()).startsWith("The JSON has a duplicate key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{} {}", "{}x", "{\"a\":1},", "{}]", "{}\n1"})
    void refusesTextAfterTheValue(String body) {
        assertThat(refusal(body).code()).isEqualTo(ErrorCode.INVALID_JSON);
    }

    @Test
    void acceptsWhiteSpaceAfterTheValue() {
        assertThat(read("{} \n\t ").fields()).isEmpty();
    }

    @Test
    void refusesDeepNesting() {
        assertThat(read("{\"a\":" + "[".repeat(7) + "]".repeat(7) + "}").fields()).hasSize(1);
        assertThat(refusal("{\"a\":" + "[".repeat(8) + "]".repeat(8) + "}").getMessage())
                .isEqualTo(
                        "The JSON is nested too deeply or holds too long a name, number or text.");
        assertThat(refusal("{\"a\":" + "[".repeat(30_000)).code())
                .isEqualTo(ErrorCode.INVALID_JSON);
    }

    @Test
    void refusesGiantTokensInItsOwnWords() {
        for (String body :
                List.of(
                        "{\"a\":" + "1".repeat(1_001) + "}",
                        "{\"a\":\"" + "x".repeat(20_000) + "\"}",
                        "{\"" + "x".repeat(2_000) + "\":1}")) {
            assertThat(refusal(body).getMessage())
                    .isEqualTo(
                            "The JSON is nested too deeply or holds too long a name, number or"
                                    + " text.");
        }
    }

    @Test
    void readsBigBodies() {
        StringBuilder body = new StringBuilder("{\"orders\":[");
        for (int i = 0; i < 5_000; i++) {
            body.append(i == 0 ? "" : ",").append("{\"q\":").append(i).append('}');
        }
        JsonValue orders = read(body.append("]}").toString()).fields().get("orders");

        assertThat(((JsonValue.Items) orders).values()).hasSize(5_000);
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        byte[] body = {'{', '"', 'a', '"', ':', '"', (byte) 0xff, (byte) 0xfe, '"', '}'};

        ApiException refusal =
                catchThrowableOfType(ApiException.class, () -> JsonReader.object(body));

        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_JSON);
    }

    @Test
    void surfacesNoRuntimeFailureForManyCollidingNames() {
        // Given names whose Java hash codes are all equal
        StringBuilder body = new StringBuilder("{\"x\":0");
        for (int i = 0; i < 4_096; i++) {
            StringBuilder name = new StringBuilder();
            for (int bit = 0; bit < 12; bit++) {
                name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            body.append(",\"").append(name).append("\":1");
        }

        // Then they are read like any others
        assertThat(read(body.append('}').toString()).fields()).hasSize(4_097);
    }

    private static JsonValue.Members read(String body) {
        return JsonReader.object(body.getBytes(StandardCharsets.UTF_8));
    }

    private static ApiException refusal(String body) {
        ApiException refusal = catchThrowableOfType(ApiException.class, () -> read(body));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_JSON);
        return refusal;
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
    void otherEncodingsAreRefused(String encoding) {
        byte[] body =
                "{\"symbol\":\"BTCUSD\"}".getBytes(java.nio.charset.Charset.forName(encoding));

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> JsonReader.object(body))
                .hasMessage("The body must be UTF-8.");
    }
}
