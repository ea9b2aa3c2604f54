package com.rescaleequity.platform.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {

    @ParameterizedTest
    @CsvSource({
        "46100.00, 46100",
        "4.61E+4, 46100",
        "1E-5, 0.00001",
        "1E-8, 0.00000001",
        "0E-8, 0",
        "0.00, 0",
        "-0.10, -0.1",
        "28500000, 28500000",
        "1E+14, 100000000000000",
        "9999999.99999999, 9999999.99999999"
    })
    void writesDecimalsInPlainDigits(String decimal, String text) {
        BigDecimal value = new BigDecimal(decimal);

        assertThat(Json.NUMBERS.text(Map.of("v", value))).isEqualTo("{\"v\":" + text + "}");
        assertThat(Json.STRINGS.text(Map.of("v", value))).isEqualTo("{\"v\":\"" + text + "\"}");
    }

    @Test
    void integersStayIntegersInStringMode() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("timestamp", 1760000000000L);
        view.put("trades", 7);
        view.put("price", null);
        view.put("levels", List.of(List.of(new BigDecimal("45250.50"), BigDecimal.ONE)));

        assertThat(Json.STRINGS.text(view))
                .isEqualTo(
                        "{\"timestamp\":1760000000000,\"trades\":7,\"price\":null,"
                                + "\"levels\":[[\"45250.5\",\"1\"]]}");
    }

    @Test
    void bytesAreTheUtf8OfTheText() {
        List<Object> view = Arrays.asList("é\u20ac", null, true);

        assertThat(Json.NUMBERS.bytes(view))
                .isEqualTo(Json.NUMBERS.text(view).getBytes(StandardCharsets.UTF_8));
    }
}
