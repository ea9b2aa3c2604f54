package com.rescaleequity.local.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreePortTest {

    @Test
    void portsAreFreeAndDistinctAndOutgoingConnectionsDoNotTakeThem() throws IOException {
        // Given
        Set<Integer> ports = new HashSet<>();

        // When
        for (int i = 0; i < 50; i++) {
            ports.add(FreePort.find());
        }

        // Then
        assertThat(ports).hasSize(50).allMatch(port -> port < 32_768);
        for (int port : ports) {
            try (ServerSocket socket =
                    new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(socket.getLocalPort()).isEqualTo(port);
            }
        }
    }

    @Test
    void aChosenPortIsKept() {
        assertThat(FreePort.orFree(8080)).isEqualTo(8080);
    }
}
