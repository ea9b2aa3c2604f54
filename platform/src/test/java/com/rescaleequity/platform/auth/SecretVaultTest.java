package com.rescaleequity.platform.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretVaultTest {

    @TempDir Path folder;
    private SecretVault vault;

    @BeforeEach
    void open() throws IOException {
        vault = vault("wrapping.key", new byte[32]);
    }

    @Test
    void givesTheSecretBack() {
        byte[] wrapped = vault.wrap("rss_secret", "k_1", 51);

        assertThat(vault.unwrap(wrapped, "k_1", 51))
                .isEqualTo("rss_secret".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void wrapsTheSameSecretDifferentlyEachTime() {
        assertThat(vault.wrap("s", "k_1", 51)).isNotEqualTo(vault.wrap("s", "k_1", 51));
    }

    @Test
    void bindsASecretToItsKeyAndAccount() {
        byte[] wrapped = vault.wrap("rss_secret", "k_1", 51);

        assertThatThrownBy(() -> vault.unwrap(wrapped, "k_2", 51))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> vault.unwrap(wrapped, "k_1", 52))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void noticesEveryChangedByte() {
        byte[] wrapped = vault.wrap("s", "k_1", 51);
        for (int i = 0; i < wrapped.length; i++) {
            byte[] changed = wrapped.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> vault.unwrap(changed, "k_1", 51))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void anotherWrappingKeyOpensNothing() throws IOException {
        byte[] other = new byte[32];
        other[0] = 1;
        byte[] wrapped = vault.wrap("s", "k_1", 51);

        assertThatThrownBy(() -> vault("other.key", other).unwrap(wrapped, "k_1", 51))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("k_1");
    }

    @Test
    void aReplacedKeyStillOpensWhatItHasWrapped() throws IOException {
        byte[] wrapped = vault.wrap("s", "k_1", 51);
        byte[] next = new byte[32];
        next[0] = 1;

        SecretVault both = vault("both.key", next, new byte[32]);

        assertThat(both.unwrap(wrapped, "k_1", 51)).isEqualTo(new byte[] {'s'});
        assertThat(vault("next.key", next).unwrap(both.wrap("s", "k_1", 51), "k_1", 51))
                .isEqualTo(new byte[] {'s'});
    }

    @Test
    void aMissingSecretIsNamedByItsKey() {
        assertThatThrownBy(() -> vault.unwrap(new byte[0], "k_1", 51))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("k_1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base64!", "c2hvcnQ="})
    void refusesAKeyFileThatHoldsNoKeyWithoutShowingIt(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.key"), content);

        assertThatThrownBy(() -> new SecretVault(new WrappingKeys(file.toString())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("exchange.secret-wrapping-key-file must hold the base64 of 32 bytes")
                .hasNoCause();
    }

    @Test
    void refusesAKeyFileThatIsNotThere() {
        assertThatThrownBy(
                        () -> new SecretVault(new WrappingKeys(folder.resolve("none").toString())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("exchange.secret-wrapping-key-file");
    }

    private SecretVault vault(String name, byte[]... keys) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(
                file,
                java.util.Arrays.stream(keys)
                        .map(key -> Base64.getEncoder().encodeToString(key) + "\n")
                        .collect(java.util.stream.Collectors.joining()));
        return new SecretVault(new WrappingKeys(file.toString()));
    }
}
