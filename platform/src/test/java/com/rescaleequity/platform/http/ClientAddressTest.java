package com.rescaleequity.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

    @Test
    void isWhatTheNearestProxySaw() {
        assertThat(ClientAddress.last(List.of("203.0.113.7"))).isEqualTo("203.0.113.7");
        assertThat(ClientAddress.last(List.of("6.6.6.6, 203.0.113.7"))).isEqualTo("203.0.113.7");
        assertThat(ClientAddress.last(List.of("6.6.6.6", "203.0.113.7"))).isEqualTo("203.0.113.7");
    }

    @Test
    void hasOneSpelling() {
        assertThat(ClientAddress.last(List.of("2001:DB8::1")))
                .isEqualTo(ClientAddress.last(List.of("2001:db8:0:0:0:0:0:1")));
        assertThat(ClientAddress.last(List.of("::ffff:203.0.113.7"))).isEqualTo("203.0.113.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "unknown", "203.0.113.7,", "localhost", "fe80::1%eth0", "_x"})
    void isNotTakenFromWhatIsNoAddress(String header) {
        assertThat(ClientAddress.last(List.of(header))).isNull();
    }

    @Test
    void isNotTakenFromNothing() {
        assertThat(ClientAddress.last(List.of())).isNull();
        assertThat(ClientAddress.last(List.of("1".repeat(8000)))).isNull();
    }
}
