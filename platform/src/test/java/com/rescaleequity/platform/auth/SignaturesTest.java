package com.rescaleequity.platform.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignaturesTest {

    private static final byte[] SECRET = bytes("test-secret");
    private static final String OF_BODY =
            "179bf20a8b9040a32368814a68b0dc270823b5968498e0a73796c4202708ed8d";

    @Test
    void versionOneMatchesThePublishedVectors() {
        assertThat(hex(Signatures.version1(SECRET, bytes("{\"a\":1}")))).isEqualTo(OF_BODY);
        assertThat(hex(Signatures.version1(SECRET, new byte[0])))
                .isEqualTo("a41bc6d81d6413576ae0994995e0ad89a416ec97389515c3604f47722122eeeb");
        assertThat(
                        hex(
                                Signatures.version1(
                                        SECRET,
                                        bytes(
                                                "{\"action\":\"withdrawals.create\","
                                                        + "\"timestamp\":1760000000000,"
                                                        + "\"requestId\":\"wd-0001\",\"asset\":\"BTC\","
                                                        + "\"network\":\"bitcoin-testnet\","
                                                        + "\"address\":\"tb1qexampleaddress\","
                                                        + "\"amount\":0.25}"))))
                .isEqualTo("2f02b7aad877a0c8891412eafa6cf0baf4c9d395ced88b515ace1b313a14d528");
    }

    @Test
    void versionTwoMatchesThePublishedVector() {
        byte[] signature =
                Signatures.version2(
                        SECRET,
                        "1760000000000",
                        "POST",
                        "/api/v1/orders/create",
                        bytes("{\"a\":1}"));

        assertThat(hex(signature))
                .isEqualTo("d4b26c3290a5477783b62ee522bc3857e2a1bd1fda2326242d8b08820bd8fb55");
    }

    @Test
    void acceptsHexOfAnyCaseAndStandardBase64() {
        byte[] expected = HexFormat.of().parseHex(OF_BODY);

        assertThat(Signatures.matches(expected, OF_BODY)).isTrue();
        assertThat(Signatures.matches(expected, OF_BODY.toUpperCase(Locale.ROOT))).isTrue();
        assertThat(Signatures.matches(expected, Base64.getEncoder().encodeToString(expected)))
                .isTrue();
    }

    @Test
    void refusesEveryFlippedByte() {
        byte[] expected = HexFormat.of().parseHex(OF_BODY);
        for (int i = 0; i < expected.length; i++) {
            byte[] wrong = expected.clone();
            wrong[i] ^= 1;
            assertThat(Signatures.matches(expected, hex(wrong))).isFalse();
            assertThat(Signatures.matches(expected, Base64.getEncoder().encodeToString(wrong)))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "zzzbf20a8b9040a32368814a68b0dc270823b5968498e0a73796c4202708ed8d",
                "179bf20a8b9040a32368814a68b0dc270823b5968498e0a73796c4202708ed8d00",
                "!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!"
            })
    void refusesWhatIsNoSignature(String given) {
        assertThat(Signatures.matches(HexFormat.of().parseHex(OF_BODY), given)).isFalse();
    }

    @Test
    void knowsKeysByTheirSha256() {
        assertThat(hex(Signatures.keyHash("abc")))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
