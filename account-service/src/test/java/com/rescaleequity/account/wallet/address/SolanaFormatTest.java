package com.rescaleequity.account.wallet.address;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.account.wallet.address.AddressCheck.Invalid;
import com.rescaleequity.account.wallet.address.AddressCheck.Valid;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and what is none; the addresses are those of Solana's handbook, the keys of RFC 8032. */
class SolanaFormatTest {

    private final AddressFormat format = new SolanaFormat();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5oNDL3swdJJF1g9DzJiZ4ynHXgszjAEpUkxVYejchzrY",
                "vines1vzrYbzLMRdu58ou5XTby4qAqVRLmqo36NKPTg",
                "11111111111111111111111111111111"
            })
    void keysAreAcceptedAsTheyStand(String address) {
        assertThat(format.check(address)).isEqualTo(new Valid(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"
            })
    void keysOfTheStandardAreAccepted(String key) {
        assertThat(format.check(Base58.encode(HexFormat.of().parseHex(key))))
                .isInstanceOf(Valid.class);
    }

    @RepeatedTest(50)
    void everyKeyIsAccepted() throws GeneralSecurityException {
        byte[] encoded =
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic().getEncoded();
        byte[] key =
                Arrays.copyOfRange(encoded, encoded.length - SolanaFormat.BYTES, encoded.length);

        assertThat(format.check(Base58.encode(key))).isInstanceOf(Valid.class);
    }

    @ParameterizedTest
    @CsvSource({
        "4BJXYkfvg37zEmBbsacZjeQDpTNx91KppxFJxRqrz48e, KEY",
        "'', LENGTH",
        "1111111111111111111111111111111, LENGTH",
        "111111111111111111111111111111111, LENGTH",
        "5oNDL3swdJJF1g9DzJiZ4ynHXgszjAEpUkxVYejchz, LENGTH",
        "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz, LENGTH",
        "5oNDL3swdJJF1g9DzJiZ4ynHXgszjAEpUkxVYejchzrY1, LENGTH",
        "5oNDL3swdJJF1g9DzJiZ4ynHXgszjAEpUkxVYejchzr0, CHARACTERS",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed, CHARACTERS"
    })
    void aRefusalNamesTheFault(String text, AddressFault fault) {
        assertThat(format.check(text)).isEqualTo(new Invalid(fault));
    }
}
