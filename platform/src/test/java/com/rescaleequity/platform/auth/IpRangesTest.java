package com.rescaleequity.platform.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpRangesTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "203.0.113.7/32, 203.0.113.7",
        "203.0.113.0/24, 203.0.113.255",
        "203.0.113.0/25, 203.0.113.127",
        "203.0.113.99/24, 203.0.113.1",
        "0.0.0.0/0, 8.8.8.8",
        "128.0.0.0/1, 255.255.255.255",
        "10.0.0.0/31, 10.0.0.1",
        "2001:db8::/32, 2001:db8:ffff::1",
        "2001:db8::1, 2001:DB8:0:0:0:0:0:1",
        "2001:db8::1/128, 2001:db8::1",
        "::/0, fe80::1",
        "2001:db8::/33, 2001:db8:7fff::",
        "203.0.113.7, ::ffff:203.0.113.7",
        "::ffff:203.0.113.7, 203.0.113.7"
    })
    void holdsTheAddressesOfItsRange(String range, String ip) {
        assertThat(IpRanges.contains(List.of(range), ip)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.8",
        "203.0.113.7/32, 203.0.113.6",
        "203.0.113.0/24, 203.0.114.0",
        "203.0.113.0/25, 203.0.113.128",
        "128.0.0.0/1, 127.255.255.255",
        "10.0.0.0/31, 10.0.0.2",
        "2001:db8::/32, 2001:db9::1",
        "2001:db8::/33, 2001:db8:8000::",
        "2001:db8::1/128, 2001:db8::2",
        "0.0.0.0/0, 2001:db8::1",
        "::/0, 10.0.0.1"
    })
    void holdsNoOthers(String range, String ip) {
        assertThat(IpRanges.contains(List.of(range), ip)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "203.0.113.0/33",
                "203.0.113.0/-1",
                "203.0.113.0/",
                "203.0.113.0/x",
                "203.0.113.0/99999999999",
                "203.0.113.0/24/24",
                "/24",
                "",
                "10",
                "10/8",
                "256.0.0.1/0",
                "2001:db8::/129",
                "cafe",
                "localhost"
            })
    void aRangeThatIsNoneHoldsNothing(String range) {
        assertThat(IpRanges.contains(List.of(range), "203.0.113.7")).isFalse();
        assertThat(IpRanges.contains(List.of(range), "2001:db8::1")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "unknown", "localhost", "fe80::1%eth0", "1", "203.0.113", "a.b.c.d"})
    void anAddressThatIsNoneIsInNoRange(String ip) {
        assertThat(IpRanges.contains(List.of("0.0.0.0/0", "::/0"), ip)).isFalse();
    }

    @Test
    void aMissingAddressIsInNoRange() {
        assertThat(IpRanges.contains(List.of("0.0.0.0/0"), null)).isFalse();
    }

    @Test
    void neverLooksUpNames() {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(IpRanges.contains(List.of("deadbeef"), "slow.invalid")).isFalse());
    }

    @Test
    void oneOfSeveralRangesIsEnough() {
        assertThat(IpRanges.contains(List.of("x", "10.0.0.0/8", "2001:db8::/32"), "10.1.2.3"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.1.0.0/16, true",
        "10.0.0.0/8, 10.0.0.0/8, true",
        "10.0.0.0/8, 10.9.8.7, true",
        "10.9.8.7, 10.9.8.7, true",
        "10.9.8.7, 10.9.8.7/32, true",
        "10.0.0.0/8, 10.0.0.0/7, false",
        "10.0.0.0/8, 0.0.0.0/0, false",
        "10.0.0.0/8, 11.0.0.0/8, false",
        "10.9.8.7, 10.9.8.0/24, false",
        "10.0.0.0/8, ::/0, false",
        "::/0, 10.0.0.0/8, false",
        "2001:db8::/32, 2001:db8:1::/48, true",
        "2001:db8::/32, 2001:db8::/31, false",
        "10.0.0.0/8, here, false"
    })
    void coversARangeOnlyWithAllOfItsAddresses(String range, String other, boolean covered) {
        assertThat(IpRanges.covers(List.of("192.0.2.1", range), other)).isEqualTo(covered);
        assertThat(IpRanges.covers(List.of(), other)).isFalse();
    }
}
