package com.rescaleequity.platform.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The vectors of RFC 8032, section 7.1. */
class Ed25519Test {

    private static final byte[] KEY =
            HexFormat.of()
                    .parseHex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
    private static final byte[] MESSAGE = HexFormat.of().parseHex("af82");
    private static final String SIGNATURE =
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                    + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a";

    private static byte[] base64(byte[] key) {
        return Base64.getEncoder().encodeToString(key).getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void publishedVectorVerifiesInEitherEncodingAndInPieces() {
        String other = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(SIGNATURE));
        assertThat(Ed25519.verifies(base64(KEY), SIGNATURE, MESSAGE)).isTrue();
        assertThat(Ed25519.verifies(base64(KEY), other, MESSAGE)).isTrue();
        assertThat(
                        Ed25519.verifies(
                                base64(KEY),
                                other,
                                new byte[] {MESSAGE[0]},
                                new byte[] {MESSAGE[1]}))
                .isTrue();
    }

    @Test
    void whatIsNotOneIsNone() {
        assertThat(Ed25519.verifies(base64(KEY), SIGNATURE, new byte[] {1})).isFalse();
        for (int i = 0; i < SIGNATURE.length(); i += 7) {
            char other = SIGNATURE.charAt(i) == '0' ? '1' : '0';
            String flipped = SIGNATURE.substring(0, i) + other + SIGNATURE.substring(i + 1);
            assertThat(Ed25519.verifies(base64(KEY), flipped, MESSAGE)).as(flipped).isFalse();
        }
        for (String nonsense : new String[] {"", "x", "z".repeat(128), "0".repeat(64)}) {
            assertThat(Ed25519.verifies(base64(KEY), nonsense, MESSAGE)).isFalse();
        }
        assertThat(Ed25519.verifies(new byte[3], SIGNATURE, MESSAGE)).isFalse();
    }

    @Test
    void publicKeyIsItsBytesOrTheirUsualWrapping() {
        byte[] wrapped =
                HexFormat.of().parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(KEY));
        for (byte[] key : new byte[][] {KEY, wrapped}) {
            assertThat(Ed25519.isPublicKey(Base64.getEncoder().encodeToString(key))).isTrue();
        }
        for (String none : new String[] {"", "abcd", "no base64!", "AAAA".repeat(200)}) {
            assertThat(Ed25519.isPublicKey(none)).isFalse();
        }
    }
}
