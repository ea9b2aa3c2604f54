package com.rescaleequity.account.wallet.address;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.account.wallet.address.AddressCheck.Invalid;
import com.rescaleequity.account.wallet.address.AddressCheck.Valid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses in base58 and which network they are of; the vectors are those of Bitcoin Core. */
class BitcoinFormatTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1FsSia9rv4NeEwvJ2GvXrX7LyxYspbN2mo",
                "36j4NfKv6Akva9amjWrLG6MuSQym1GuEmm",
                "1FjL87pn8ky6Vbavd1ZHeChRXtoxwRGCRd",
                "3BZECeAH8gSKkjrTx8PwMrNQBLG18yHpvf",
                "1G9A9j6W8TLuh6dEeVwWeyibK1Uc5MfVFV",
                "33GA3ZXbw5o5HeUrBEaqkWXFYYZmdxGRRP",
                "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
                "1111111111111111111114oLvT2",
                "bc1qvyq0cc6rahyvsazfdje0twl7ez82ndmuac2lhv",
                "bc1qyucykdlhp62tezs0hagqury402qwhk589q80tqs5myh3rxq34nwqhkdhv7",
                "bc1p83n3au0rjylefxq2nc2xh2y4jzz4pm6zxj4mw5pagdjjr2a9f36s6jjnnu",
                "bc1z2rksukkjr8"
            })
    void addressesOfTheMainNetworkAreNoneOfTheTestNetwork(String address) {
        assertThat(BitcoinFormat.MAIN.check(address)).isEqualTo(new Valid(address));
        assertThat(BitcoinFormat.TEST.check(address)).isEqualTo(new Invalid(AddressFault.NETWORK));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mzK2FFDEhxqHcmrJw1ysqFkVyhUULo45hZ",
                "2NC2hEhe28ULKAJkW5MjZ3jtTMJdvXmByvK",
                "mww4LvqtTMKvmeQvizPz2EQv26xTneWrbg",
                "2N1r7aC69VHeE7yQJPDLi9T1PYq4wnwvjuT",
                "n4YNbYuFdPwFrxSP8sjHFbAhUbLMUiY9jE",
                "2NAeQVZayzVFAtgeC3iYJsjpjWDmsDph71A",
                "mfnJ8tEkqKNFE5YaHTXFxyHk2mnDK2fvDh",
                "2My83D67ir7K8PPzeT6mE2oth3ZwNTVRS9F",
                "tb1qcrh3yqn4nlleplcez2yndq2ry8h9ncg3qh7n54",
                "tb1quyl9ujpgwr2chdzdnnalen48sup245vdfnh2jxhsuq3yx80rrwlq5hqfe4",
                "tb1p35n52jy6xkm4wd905tdy8qtagrn73kqdz73xe4zxpvq9t3fp50aqk3s6gz",
                "tb1rgv5m6uvdk3kc7qsuz0c79v88ycr5w4wa"
            })
    void addressesOfTheTestNetworkAreNoneOfTheMainNetwork(String address) {
        assertThat(BitcoinFormat.TEST.check(address)).isEqualTo(new Valid(address));
        assertThat(BitcoinFormat.MAIN.check(address)).isEqualTo(new Invalid(AddressFault.NETWORK));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1FsSia9rv4NeEwvJ2GvXrX7LyxYspbN2mo",
                "36j4NfKv6Akva9amjWrLG6MuSQym1GuEmm",
                "mzK2FFDEhxqHcmrJw1ysqFkVyhUULo45hZ",
                "2NC2hEhe28ULKAJkW5MjZ3jtTMJdvXmByvK",
                "bc1qvyq0cc6rahyvsazfdje0twl7ez82ndmuac2lhv",
                "bc1p83n3au0rjylefxq2nc2xh2y4jzz4pm6zxj4mw5pagdjjr2a9f36s6jjnnu",
                "tb1qcrh3yqn4nlleplcez2yndq2ry8h9ncg3qh7n54",
                "tb1p35n52jy6xkm4wd905tdy8qtagrn73kqdz73xe4zxpvq9t3fp50aqk3s6gz"
            })
    void everyTypoIsRefused(String address) {
        assertThat(Typos.of(address, Typos.PRINTABLE)).noneMatch(BitcoinFormatTest::isAccepted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "1GAdfviErV2Ew95FPtZyikz2qGP3gyCB6Hyu94sedAkPpA523m3fQwps9YKUZkKgQckGPKhRsFR",
                "8iVk9nLM3nYwRuwypjy9NK5rsuZH7BbrQRZ1pgcQmvMnjAgRXD",
                "2UVPFpGYnLHJezFzjUo42our6PMEoozzRdM",
                "2MygHQjE1U33q3LSC53p69YqFjP8PihumJAF",
                "KzNbAQ4mexfAxa6RKBzHQqfoTycaeWpv2p",
                "2jDPrDfAKihCGPbPD9ztY8TswAia4V8Bc6vx",
                "AZEah8d1EK362okRBS66e8SvdtYkrE8tsX",
                "2NDNP7GY59tTJPZTpbkprhM9SR99Nn5rUs7",
                "tc1qeul5g2xfkvdkrhcfmdursv73ad64jnkjl9c40f",
                "bt1pq65rzej5glw3ra79gav6fqnx4haa0z257qr3mc8cggkefahmgvyseufhc0",
                "tb13hty4qmumlwpp6chxjvcyzza4duqgtmxw3xhm3u9ahj4nyhtwz8eq7ynrj4",
                "bc10uexgzna2dpfk0vjt35srz6a27ps6m0l89jweznt83n2sqn2fx4hvn9ym5af8wut34sfrqhk3",
                "tb1qum6uh0pt4q253qaf520929737v63w5gf",
                "bc1qdsuzmn04k2z8vryw8l4dj8m5ygqgnne5n",
                "tb1qlj8es50nc8j8r8xshrjgzmw5azx89efghmw8ju6zcqla0g6xcnrstsjz7k",
                "bc1qpu6d26mrulzetu4jqhd7rsunv9aqru26f5c4j8",
                "tb1qun6d26ufh77ghny6u5u8cwz9da7qwc6k4wkuceae9tth06eqlw0syupl4w",
                "bc1p702xksx4z3uqf0u2phllxkfe5cgu0adxptqs0uelx0tqt8e885sqryes2l",
                "tb1z7gmh0v6pc30z4xum76lmw8w86yswrlmw",
                "TB1QDFDM763VXVSUNZHQLPWC0Q8FG5LJX6ZN",
                "TB1Q3F9WGNXE9ZMTTMDN5VKVKHYZ8Y0LCV72YV7V5LSXTJXEYHNHEHASLYL0TZ",
                "tb1dclvmr"
            })
    void whatBitcoinCoreRefusesIsRefused(String text) {
        assertThat(isAccepted(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5JuW2AMDYu4xVwRG9DZW18VbzQrGcd5RCgb99sS6ehJsNQXu5b9",
                "L5nJeqKmpHp4P7F8ZYyjwc5a7P4d8EabuGAzfGJk7yC1BJyzNaEd",
                "92ZdE5HoLafywnTBbzPxbvRmp75pSfzvdU3XaZGh1cToipgdHVh",
                "cV83kKisF3RQSvXbUCm9ox3kaz5JjEUBWcx8tNydfGJcyeUxuH47",
                "bcrt1qdavt4j2sd7dlhqsavtnfxvzppw6k7qy97tmnu9"
            })
    void privateKeysAndAddressesOfPrivateNetworksAreRefused(String text) {
        assertThat(isAccepted(text)).isFalse();
    }

    @Test
    void leadingOnesCount() {
        assertThat(BitcoinFormat.MAIN.check("11111111111111111111114oLvT2"))
                .isEqualTo(new Invalid(AddressFault.LENGTH));
        assertThat(BitcoinFormat.MAIN.check("111111111111111111114oLvT2"))
                .isEqualTo(new Invalid(AddressFault.LENGTH));
        assertThat(BitcoinFormat.MAIN.check("1")).isEqualTo(new Invalid(AddressFault.LENGTH));
    }

    private static boolean isAccepted(String text) {
        return BitcoinFormat.MAIN.check(text) instanceof Valid
                || BitcoinFormat.TEST.check(text) instanceof Valid;
    }
}
