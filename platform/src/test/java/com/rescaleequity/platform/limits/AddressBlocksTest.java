package com.rescaleequity.platform.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.limits.AddressBlocks.Block;
import org.junit.jupiter.api.Test;

class AddressBlocksTest {

    @Test
    void ipv4CountsAlone() {
        assertThat(AddressBlocks.of("203.0.113.7")).containsExactly(new Block("203.0.113.7", 1));
        assertThat(AddressBlocks.of("::ffff:203.0.113.7"))
                .containsExactly(new Block("203.0.113.7", 1));
    }

    @Test
    void ipv6CountsInItsThreeNetworks() {
        assertThat(AddressBlocks.of("2001:db8:1:23ff::9"))
                .containsExactly(
                        new Block("20010db8000123ff/64", 1),
                        new Block("20010db8000123/56", 4),
                        new Block("20010db80001/48", 16));
        assertThat(AddressBlocks.of("2001:db8:1:23ff:1:2:3:4"))
                .isEqualTo(AddressBlocks.of("2001:db8:1:23ff::9"));
    }

    @Test
    void whatIsNoAddressIsABlockOfItsOwn() {
        assertThat(AddressBlocks.of("x:y")).containsExactly(new Block("x:y", 1));
    }
}
