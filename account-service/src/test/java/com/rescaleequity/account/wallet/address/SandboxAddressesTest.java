package com.rescaleequity.account.wallet.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.rescaleequity.account.wallet.address.AddressCheck.Valid;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses made of bytes. */
class SandboxAddressesTest {

    private static final int ADDRESSES = 200;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bitcoin-testnet",
                "ethereum-testnet",
                "sepolia",
                "solana-testnet",
                "sandbox-bank"
            })
    void eachIsAnAddressOfItsNetworkInCanonicalForm(String network) {
        long seed = Long.getLong("seed", 7);
        Random random = new Random(seed);
        AddressFormat format = AddressFormats.of(network).orElseThrow();
        Set<String> addresses = new HashSet<>();
        for (int i = 0; i < ADDRESSES; i++) {
            byte[] bytes = new byte[SandboxAddresses.BYTES];
            random.nextBytes(bytes);

            String address = SandboxAddresses.of(network, bytes).orElseThrow();

            assertThat(format.check(address)).as("seed %d", seed).isEqualTo(new Valid(address));
            assertThat(SandboxAddresses.of(network, bytes)).contains(address);
            addresses.add(address);
        }
        assertThat(addresses).hasSize(ADDRESSES);
    }

    @ParameterizedTest
    @CsvSource({
        "bitcoin-testnet, tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx",
        "ethereum-testnet, 0x751e76e8199196d454941c45d1B3A323F1433bd6"
    })
    void theFirstTwentyBytesAreTheAddress(String network, String address) {
        byte[] bytes =
                Arrays.copyOf(
                        HexFormat.of().parseHex("751e76e8199196d454941c45d1b3a323f1433bd6"), 32);

        assertThat(SandboxAddresses.of(network, bytes).orElseThrow())
                .isEqualToIgnoringCase(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bitcoin-testnet",
                "ethereum-testnet",
                "sepolia",
                "solana-testnet",
                "sandbox-bank"
            })
    void bytesOfOneKindMakeAddressesToo(String network) {
        AddressFormat format = AddressFormats.of(network).orElseThrow();
        byte[] ones = new byte[SandboxAddresses.BYTES];
        Arrays.fill(ones, (byte) 0xff);

        assertThat(format.check(SandboxAddresses.of(network, new byte[32]).orElseThrow()))
                .isInstanceOf(Valid.class);
        assertThat(format.check(SandboxAddresses.of(network, ones).orElseThrow()))
                .isInstanceOf(Valid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bitcoin", "ethereum", "solana", "bank", "sandbox-network", ""})
    void otherNetworksHaveNone(String network) {
        assertThat(SandboxAddresses.of(network, new byte[SandboxAddresses.BYTES])).isEmpty();
    }

    @Test
    void itTakesExactlyThirtyTwoBytes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SandboxAddresses.of("sepolia", new byte[31]));
    }
}
