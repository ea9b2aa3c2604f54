package com.rescaleequity.account.wallet.address;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.account.wallet.address.AddressCheck.Invalid;
import com.rescaleequity.account.wallet.address.AddressCheck.Valid;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors of EIP-55. */
class EthereumFormatTest {

    private final AddressFormat format = new EthereumFormat();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x52908400098527886E0F7030069857D2E4169EE7",
                "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
                "0xde709f2102306220921060314715629080e2fb77",
                "0x27b1fdb04752bbc536007a920d24acb045561c26",
                "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
                "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
                "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
                "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"
            })
    void lettersOfOneCaseNeedNoChecksumAndGetIt(String address) {
        Valid expected = new Valid(address);
        String digits = address.substring(2);

        assertThat(format.check(address)).isEqualTo(expected);
        assertThat(format.check("0x" + digits.toLowerCase(Locale.ROOT))).isEqualTo(expected);
        assertThat(format.check("0x" + digits.toUpperCase(Locale.ROOT))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
                "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
                "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
                "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"
            })
    void everyTypoInMixedCaseIsRefused(String address) {
        assertThat(Typos.of(address, Typos.PRINTABLE))
                .noneMatch(text -> format.check(text) instanceof Valid);
    }

    @ParameterizedTest
    @CsvSource({
        "'', LENGTH",
        "0x, LENGTH",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe, LENGTH",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed0, LENGTH",
        "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed, LENGTH",
        "0X5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed, PREFIX",
        "5a5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed, PREFIX",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg, CHARACTERS",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Be ed, CHARACTERS",
        "0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed, CHECKSUM"
    })
    void aRefusalNamesTheFault(String text, AddressFault fault) {
        assertThat(format.check(text)).isEqualTo(new Invalid(fault));
    }

    @Test
    void digitsOfOtherScriptsAreRefused() {
        assertThat(format.check("0x" + "\u0661".repeat(40)))
                .isEqualTo(new Invalid(AddressFault.CHARACTERS));
    }
}
