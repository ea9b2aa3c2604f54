package com.rescaleequity.platform.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NetworkTest {

    @Test
    void anIpv4AddressCountsAlone() {
        assertThat(Network.of("203.0.113.7")).containsExactly(new Network("203.0.113.7", 1));
        assertThat(Network.of("::ffff:203.0.113.7")).containsExactly(new Network("203.0.113.7", 1));
    }

    @Test
    void anIpv6AddressCountsInItsThreeNetworks() {
        assertThat(Network.of("2001:db8:1:23ff::9"))
                .containsExactly(
                        new Network("20010db8000123ff/64", 1),
                        new Network("20010db8000123/56", 4),
                        new Network("20010db80001/48", 16));
        assertThat(Network.of("2001:db8:1:23ff:1:2:3:4"))
                .isEqualTo(Network.of("2001:db8:1:23ff::9"));
    }

    @Test
    void whatIsNoAddressCountsAsItIs() {
        assertThat(Network.of("x:y")).containsExactly(new Network("x:y", 1));
    }
}
