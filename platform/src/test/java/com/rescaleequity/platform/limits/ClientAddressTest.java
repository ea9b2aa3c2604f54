package com.rescaleequity.platform.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

    private static final String PEER = "10.0.0.7";

    private final ClientAddress addresses =
            new ClientAddress(List.of("10.0.0.0/8"), Optional.empty());

    @Test
    void isWhatTheIngressSaw() {
        assertThat(addresses.behind(PEER, List.of("203.0.113.7"))).isEqualTo("203.0.113.7");
        assertThat(addresses.behind(PEER, List.of("6.6.6.6, 203.0.113.7")))
                .isEqualTo("203.0.113.7");
        assertThat(addresses.behind(PEER, List.of("6.6.6.6", "203.0.113.7")))
                .isEqualTo("203.0.113.7");
        assertThat(addresses.behind(PEER, List.of("6.6.6.6, 10.1.1.1"))).isEqualTo("10.1.1.1");
    }

    @Test
    void isBeforeTheProxiesThatStandBeforeTheIngress() {
        ClientAddress two =
                new ClientAddress(
                        List.of("10.0.0.0/8"), Optional.of(List.of("192.0.2.0/24", "10.9.0.0/16")));

        assertThat(two.behind(PEER, List.of("6.6.6.6, 203.0.113.7, 192.0.2.9, 10.9.0.1")))
                .isEqualTo("203.0.113.7");
        assertThat(two.behind(PEER, List.of("192.0.2.9"))).isEqualTo("192.0.2.9");
    }

    @Test
    void onlyAnIngressIsHeard() {
        assertThat(addresses.isIngress("10.1.2.3")).isTrue();
        assertThat(addresses.isIngress("203.0.113.7")).isFalse();
        assertThat(addresses.isIngress("2001:db8::1")).isFalse();
    }

    @Test
    void hasOneSpelling() {
        assertThat(addresses.behind(PEER, List.of("2001:DB8::1")))
                .isEqualTo(addresses.behind(PEER, List.of("2001:db8:0:0:0:0:0:1")));
        assertThat(addresses.behind(PEER, List.of("::ffff:203.0.113.7"))).isEqualTo("203.0.113.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "unknown", "203.0.113.7,", "localhost", "fe80::1%eth0", "_x"})
    void isNotTakenFromWhatIsNoAddress(String header) {
        assertThat(addresses.behind(PEER, List.of(header))).isEqualTo(PEER);
    }

    @Test
    void isThePeersWhereNothingElseIsKnown() {
        assertThat(addresses.behind(PEER, List.of())).isEqualTo(PEER);
        assertThat(addresses.behind(PEER, List.of("1".repeat(8000)))).isEqualTo(PEER);
    }
}
