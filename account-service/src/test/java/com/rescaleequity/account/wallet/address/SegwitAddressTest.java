package com.rescaleequity.account.wallet.address;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.account.wallet.address.AddressCheck.Invalid;
import com.rescaleequity.account.wallet.address.AddressCheck.Valid;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors of BIP-173 and of BIP-350, which took version 1 and later from it. */
class SegwitAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
                "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7",
                "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y",
                "BC1SW50QGDZ25J",
                "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs",
                "tb1qqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesrxh6hy",
                "tb1pqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesf3hn0c",
                "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
                "bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3"
            })
    void validVectorsAreAcceptedInEitherCase(String address) {
        Valid expected = new Valid(address.toLowerCase(Locale.ROOT));

        assertThat(check(address.toLowerCase(Locale.ROOT))).isEqualTo(expected);
        assertThat(check(address.toUpperCase(Locale.ROOT))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5, CHECKSUM",
        "bc10w508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kw5rljs90, LENGTH",
        "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sL5k7, CASE",
        "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3pjxtptv, PADDING",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd, CHECKSUM",
        "tb1z0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqglt7rf, CHECKSUM",
        "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL, CHECKSUM",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh, CHECKSUM",
        "tb1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq24jc47, CHECKSUM",
        "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4, CHARACTERS",
        "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R, VERSION",
        "bc1pw5dgrnzv, LENGTH",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav, LENGTH",
        "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P, LENGTH",
        "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq47Zagq, CASE",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf, PADDING",
        "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vpggkg4j, PADDING",
        "bc1gmk9yu, LENGTH"
    })
    void invalidVectorsAreRefusedForTheirFault(String text, AddressFault fault) {
        assertThat(check(text)).isEqualTo(new Invalid(fault));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7k7grplx",
                "BC1SW50QA3JX3S",
                "bc1zw508d6qejxtdg4y5r3zarvaryvg6kdaj",
                "BC13W508D6QEJXTDG4Y5R3ZARVARY0C5XW7KN40WF2",
                "bc1rw5uspcuh",
                "bc1zw508d6qejxtdg4y5r3zarvaryvqyzf3du"
            })
    void laterVersionsHaveTheirOwnChecksum(String address) {
        assertThat(check(address)).isEqualTo(new Invalid(AddressFault.CHECKSUM));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tc1qw508d6qejxtdg4y5r3zarvary0c5xw7kg3g4ty",
                "tc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq5zuyut",
                "A12UEL5L",
                "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
                "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
                "?1ezyfcl",
                "A1LQFN3A",
                "abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx",
                "?1v759aa",
                "pzry9x0s0muk",
                "1pzry9x0s0muk",
                "li1dgmt3",
                "10a06t8"
            })
    void otherPrefixesAreNoBitcoin(String text) {
        assertThat(check(text)).isInstanceOf(Invalid.class);
    }

    @Test
    void lettersThatOnlyUnicodeHoldsForEqualAreRefused() {
        assertThat(check("tb1qw508d6qejxtdg4y5r3zarvary0c5xw7\u212axpjzsx"))
                .isEqualTo(new Invalid(AddressFault.CHARACTERS));
    }

    @Test
    void theHashOfAKeyHasTheAddressOfTheStandard() {
        byte[] keyHash = HexFormat.of().parseHex("751e76e8199196d454941c45d1b3a323f1433bd6");

        assertThat(SegwitAddress.ofKeyHash("tb", keyHash))
                .isEqualTo("tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx");
        assertThat(SegwitAddress.ofKeyHash("bc", keyHash))
                .isEqualTo("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4");
    }

    private static AddressCheck check(String text) {
        boolean main = text.regionMatches(true, 0, "bc", 0, 2);
        return (main ? BitcoinFormat.MAIN : BitcoinFormat.TEST).check(text);
    }
}
