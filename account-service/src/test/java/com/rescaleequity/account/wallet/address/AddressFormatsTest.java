package com.rescaleequity.account.wallet.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.rescaleequity.account.wallet.address.AddressCheck.Invalid;
import com.rescaleequity.account.wallet.address.AddressCheck.Valid;
import com.rescaleequity.local.infrastructure.ExchangeRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What holds for the formats of all networks. */
class AddressFormatsTest {

    static final List<String> NETWORKS =
            List.of(
                    "bitcoin",
                    "bitcoin-testnet",
                    "ethereum",
                    "ethereum-testnet",
                    "sepolia",
                    "solana",
                    "solana-testnet",
                    "bank",
                    "sandbox-bank");

    private static final List<String> ADDRESSES =
            List.of(
                    "1FsSia9rv4NeEwvJ2GvXrX7LyxYspbN2mo",
                    "2NC2hEhe28ULKAJkW5MjZ3jtTMJdvXmByvK",
                    "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
                    "tb1p35n52jy6xkm4wd905tdy8qtagrn73kqdz73xe4zxpvq9t3fp50aqk3s6gz",
                    "0xde709f2102306220921060314715629080e2fb77",
                    "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
                    "5oNDL3swdJJF1g9DzJiZ4ynHXgszjAEpUkxVYejchzrY",
                    "gb29 NWBK 6016 1331 9268 19");

    private static final int TEXTS = 3_000;
    private static final int MOST_BYTES = 100;

    @Test
    void everyNetworkOfTheAssetsHasAFormat() throws IOException {
        Path assets = ExchangeRoot.find().resolve("platform/src/main/resources/assets.json");

        assertThat(new ObjectMapper().readTree(assets.toFile()).findValuesAsText("network"))
                .isNotEmpty()
                .allMatch(network -> AddressFormats.of(network).isPresent());
    }

    @Test
    void otherNetworksHaveNone() {
        assertThat(AddressFormats.of("sandbox-network")).isEmpty();
        assertThat(AddressFormats.of("Bitcoin")).isEmpty();
        assertThat(AddressFormats.of("")).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("NETWORKS")
    void whateverTextComesIsAnswered(String network) {
        AddressFormat format = AddressFormats.of(network).orElseThrow();
        long seed = Long.getLong("seed", 13);
        Random random = new Random(seed);
        for (int i = 0; i < TEXTS; i++) {
            String text = i % 2 == 0 ? noise(random) : damaged(random);

            assertThatNoException()
                    .as("seed %d, text %s", seed, text)
                    .isThrownBy(() -> format.check(text));
        }
    }

    @ParameterizedTest
    @FieldSource("NETWORKS")
    void aCanonicalFormIsItsOwn(String network) {
        AddressFormat format = AddressFormats.of(network).orElseThrow();

        List<AddressCheck> accepted =
                ADDRESSES.stream().map(format::check).filter(Valid.class::isInstance).toList();

        assertThat(accepted)
                .isNotEmpty()
                .allSatisfy(check ->
                        assertThat(format.check(((Valid) check).canonical())).isEqualTo(check));
    }

    @ParameterizedTest
    @FieldSource("NETWORKS")
    void lengthIsAskedFirst(String network) {
        AddressFormat format = AddressFormats.of(network).orElseThrow();

        assertThat(format.check("\ud800".repeat(1_000_000)))
                .isEqualTo(new Invalid(AddressFault.LENGTH));
        assertThat(format.check("1".repeat(1_000_000))).isEqualTo(new Invalid(AddressFault.LENGTH));
    }

    private static String noise(Random random) {
        byte[] bytes = new byte[random.nextInt(MOST_BYTES)];
        random.nextBytes(bytes);
        return new String(
                bytes,
                random.nextBoolean() ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16BE);
    }

    /** An address of which a few characters are replaced, missing or added. */
    private static String damaged(Random random) {
        StringBuilder text = new StringBuilder(ADDRESSES.get(random.nextInt(ADDRESSES.size())));
        for (int damages = random.nextInt(4); damages > 0; damages--) {
            int place = random.nextInt(text.length());
            char character = (char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000);
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(place, character);
                case 1 -> text.deleteCharAt(place);
                default -> text.insert(place, character);
            }
        }
        return text.toString();
    }
}
