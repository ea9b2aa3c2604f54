package com.rescaleequity.local.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {

    @TempDir Path folder;

    @Test
    void startsAgainOnSameFolderAfterKillAndAfterStop() throws Exception {
        // Given
        KafkaBroker.Settings settings = KafkaBroker.Settings.in(folder.resolve("kafka"));
        KafkaBroker first = KafkaBroker.start(settings);
        assertAccepts(first);

        // When
        first.process().kill();
        KafkaBroker second = KafkaBroker.start(settings);

        // Then
        assertAccepts(second);
        second.stop();
        assertThat(second.process().alive()).isFalse();
        try (KafkaBroker third = KafkaBroker.start(settings)) {
            assertAccepts(third);
        }
    }

    @Test
    void takesOverFromBrokerThatAnEarlierRunLeftBehind() throws Exception {
        // Given
        KafkaBroker.Settings settings = KafkaBroker.Settings.in(folder.resolve("kafka"));
        KafkaBroker left = KafkaBroker.start(settings);

        // When
        try (KafkaBroker next = KafkaBroker.start(settings)) {

            // Then
            assertThat(left.process().alive()).isFalse();
            assertAccepts(next);
        }
    }

    private static void assertAccepts(KafkaBroker broker) throws Exception {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), broker.port()), 1000);
            assertThat(socket.isConnected()).isTrue();
        }
    }
}
