package com.rescaleequity.platform.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rescaleequity.platform.auth.Signatures;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.operator.Operator.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorsTest {

    @TempDir Path folder;

    @Test
    void everyOperatorIsKnownByTheOwnKey() throws IOException {
        // When
        Operators operators =
                operators(entry("anna", "operator", "a-key"), entry("bob", "VIEWER", "b-key"));

        // Then
        assertThat(operators.identify("Bearer a-key"))
                .isEqualTo(new Operator("anna", Role.OPERATOR));
        assertThat(operators.identify("Bearer b-key")).isEqualTo(new Operator("bob", Role.VIEWER));
        for (String wrong : new String[] {"Bearer c-key", "Bearer ", "a-key", null}) {
            assertThatThrownBy(() -> operators.identify(wrong)).isInstanceOf(ApiException.class);
        }
        assertThat(new Operator("bob", Role.VIEWER).may(Role.OPERATOR)).isFalse();
        assertThat(new Operator("eve", Role.APPROVER).may(Role.OPERATOR)).isTrue();
    }

    @Test
    void withoutAFileNobodyIsAnOperator() {
        Operators nobody = new Operators(Optional.empty());
        assertThatThrownBy(() -> nobody.identify("Bearer a-key"))
                .isInstanceOf(ApiException.class)
                .hasMessage("The operator key is not valid.");
    }

    @Test
    void fileThatIsNotWholeStopsTheStart() throws IOException {
        refuses(
                "operators: has a name or a key twice",
                entry("a", "viewer", "x") + "," + entry("b", "viewer", "x"));
        refuses(
                "operators: has a name or a key twice",
                entry("a", "viewer", "x") + "," + entry("a", "viewer", "y"));
        refuses("operators[0].role", entry("a", "king", "x"));
        refuses("operators[0].name", entry("Anna Karenina", "viewer", "x"));
        refuses(
                "operators[0].keySha256",
                "{\"name\":\"a\",\"role\":\"viewer\",\"keySha256\":\"x\"}");
        assertThatThrownBy(() -> new Operators(Optional.of(folder.resolve("none").toString())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Cannot read exchange.operators-file");
    }

    private void refuses(String why, String entries) {
        assertThatThrownBy(() -> operators(entries))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(why);
    }

    private Operators operators(String... entries) throws IOException {
        Path file = folder.resolve("operators.json");
        Files.writeString(file, "{\"operators\":[" + String.join(",", entries) + "]}");
        return new Operators(Optional.of(file.toString()));
    }

    private static String entry(String name, String role, String key) {
        return "{\"name\":\"%s\",\"role\":\"%s\",\"keySha256\":\"%s\"}"
                .formatted(name, role, HexFormat.of().formatHex(Signatures.keyHash(key)));
    }
}
