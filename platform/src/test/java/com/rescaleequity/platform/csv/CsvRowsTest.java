package com.rescaleequity.platform.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CsvRowsTest {

    private final CsvRows rows = new CsvRows(List.of("id", "label", "amount"));

    /** A row with these cells. */
    private record View(long id, @Nullable String label, @Nullable Object amount) {}

    @Test
    void headerHasTheNamesAndLinesEndAsTheRfcSays() {
        assertThat(text(rows.header())).isEqualTo("id,label,amount\r\n");
        assertThat(lines(new View(1, "a", 2), new View(2, "b", 3))).isEqualTo("1,a,2\r\n2,b,3\r\n");
        assertThat(rows.lines(List.of())).isEmpty();
    }

    @Test
    void cellsThatCouldBeMisreadAreQuoted() {
        assertThat(label("a,b")).isEqualTo("\"a,b\"");
        assertThat(label("say \"no\"")).isEqualTo("\"say \"\"no\"\"\"");
        assertThat(label("two\nlines")).isEqualTo("\"two\nlines\"");
        assertThat(label("two\r\nlines")).isEqualTo("\"two\r\nlines\"");
        assertThat(label("ä €")).isEqualTo("ä €");
        assertThat(label(" a b ")).isEqualTo(" a b ");
        assertThat(label("")).isEmpty();
    }

    @Test
    void textThatLooksLikeAFormulaIsGuardedAndNumbersAreNot() {
        for (String start : List.of("=", "+", "-", "@")) {
            assertThat(label(start + "1")).isEqualTo("'" + start + "1");
        }
        assertThat(label("=1,2")).isEqualTo("\"'=1,2\"");
        assertThat(label("a=1")).isEqualTo("a=1");
        assertThat(lines(new View(-5, "a", new BigDecimal("-0.5")))).isEqualTo("-5,a,-0.5\r\n");
    }

    @Test
    void numbersKeepTheirDigits() {
        assertThat(lines(new View(1, "a", new BigDecimal("0.00000001"))))
                .isEqualTo("1,a,0.00000001\r\n");
        assertThat(lines(new View(1, "a", new BigDecimal("9223372036.85477580"))))
                .isEqualTo("1,a,9223372036.8547758\r\n");
        assertThat(lines(new View(Long.MAX_VALUE, "a", 0)))
                .isEqualTo("9223372036854775807,a,0\r\n");
    }

    @Test
    void nullIsEmptyAndWhatHasMembersIsJson() {
        assertThat(lines(new View(1, null, null))).isEqualTo("1,,\r\n");
        assertThat(lines(new View(1, "a", true))).isEqualTo("1,a,true\r\n");
        assertThat(lines(new View(1, "a", List.of()))).isEqualTo("1,a,[]\r\n");
        assertThat(
                        lines(
                                new View(
                                        1,
                                        "ä",
                                        List.of(Map.of("amount", new BigDecimal("0.00000009")))),
                                new View(2, "b", 3)))
                .isEqualTo("1,ä,\"[{\"\"amount\"\":0.00000009}]\"\r\n2,b,3\r\n");
    }

    @Test
    void aFieldMayBeMissingButNoneIsLost() {
        assertThat(lines(Map.of("amount", 3))).isEqualTo(",,3\r\n");
        assertThatThrownBy(() -> lines(Map.of("fee", 3)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("fee");
        Map<String, Object> otherOrder = new LinkedHashMap<>();
        otherOrder.put("amount", 3);
        otherOrder.put("id", 1);
        assertThat(lines(otherOrder)).isEqualTo("1,,3\r\n");
    }

    @Test
    void aLongLabelIsOneCell() {
        String label = String.join(",", Collections.nCopies(50_000, "x"));
        assertThat(label(label)).isEqualTo('"' + label + '"');
    }

    private String label(String label) {
        String line = lines(new View(1, label, null));
        return line.substring("1,".length(), line.length() - ",\r\n".length());
    }

    private String lines(Object... views) {
        return text(rows.lines(List.of(views)));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
