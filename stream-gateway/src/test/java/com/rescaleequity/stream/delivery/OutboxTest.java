package com.rescaleequity.stream.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.json.Json;
import com.rescaleequity.stream.delivery.Frame.Handling;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private static final long MAX_BYTES = 1000;
    private static final long MAX_AGE = 5_000;

    private final FakeWire wire = new FakeWire();
    private final Set<String> dropped = new HashSet<>();
    private long now;
    private final Outbox outbox =
            new Outbox(
                    wire,
                    Json.NUMBERS,
                    new Outbox.Bounds(MAX_BYTES, MAX_AGE),
                    dropped::addAll,
                    () -> now);

    private static Frame frame(String stream, Handling handling, Object data) {
        return Frame.update(stream, handling, 1, data);
    }

    /** Occupies the network and half of the queue. */
    private void blockTheNetwork() {
        outbox.offer(frame("first", Handling.KEEP, 0));
        wire.run();
        outbox.offer(frame("half", Handling.KEEP, "x".repeat((int) MAX_BYTES / 2)));
    }

    @Test
    void framesLeaveInTheOrderTheyCame() {
        // When
        for (int i = 0; i < 5; i++) {
            outbox.offer(frame("s", Handling.KEEP, i));
        }
        wire.drain();
        // Then
        assertThat(wire.sent())
                .hasSize(5)
                .first()
                .isEqualTo("{\"stream\":\"s\",\"type\":\"update\",\"timestamp\":1,\"data\":0}");
        assertThat(outbox.queuedBytes()).isZero();
    }

    @Test
    void aboveHalfOnlyTheLatestOfAStreamStays() {
        // Given
        blockTheNetwork();
        // When
        for (int i = 0; i < 100; i++) {
            outbox.offer(frame("a@ticker", Handling.LATEST, i));
            outbox.offer(frame("b@ticker", Handling.LATEST, i));
        }
        wire.drain();
        // Then
        assertThat(wire.sent())
                .hasSize(4)
                .anyMatch(text -> text.contains("a@ticker") && text.contains("\"data\":99"))
                .anyMatch(text -> text.contains("b@ticker") && text.contains("\"data\":99"));
    }

    @Test
    void bookThatDoesNotFitIsDroppedUntilItsSnapshot() {
        // Given
        blockTheNetwork();
        // When
        for (int i = 0; i < 100; i++) {
            outbox.offer(frame("a@depth", Handling.RESNAPSHOT, i));
        }
        // Then
        assertThat(dropped).isEmpty();
        wire.drain();
        assertThat(wire.sent()).noneMatch(text -> text.contains("a@depth"));
        assertThat(dropped).containsExactly("a@depth");
        // When
        outbox.offer(frame("a@depth", Handling.RESNAPSHOT, "delta"));
        outbox.readmit("a@depth");
        outbox.offer(frame("a@depth", Handling.RESNAPSHOT, "snapshot"));
        wire.drain();
        // Then
        assertThat(wire.sent()).singleElement().asString().contains("snapshot");
        assertThat(wire.closed()).isNull();
    }

    @Test
    void peerIsClosedWhenAFrameThatMustNotBeLostDoesNotFit() {
        // Given
        blockTheNetwork();
        // When
        outbox.offer(frame("a@trade", Handling.KEEP, "y".repeat((int) MAX_BYTES / 2)));
        wire.run();
        // Then
        assertThat(wire.closed()).isEqualTo(CloseCode.SLOW_CONSUMER);
        assertThat(outbox.queuedBytes()).isZero();
    }

    @Test
    void peerIsClosedWhenItsOldestFrameIsTooOld() {
        // Given
        outbox.offer(frame("a@trade", Handling.KEEP, 1));
        wire.run();
        now = MAX_AGE + 1;
        // When
        outbox.offer(frame("a@trade", Handling.KEEP, 2));
        wire.run();
        // Then
        assertThat(wire.closed()).isEqualTo(CloseCode.SLOW_CONSUMER);
    }

    @Test
    void quietPeerIsNotSlow() {
        // Given
        outbox.offer(frame("a@trade", Handling.KEEP, 1));
        wire.drain();
        now = 10 * MAX_AGE;
        // When
        outbox.offer(frame("a@trade", Handling.KEEP, 2));
        wire.drain();
        // Then
        assertThat(wire.closed()).isNull();
        assertThat(wire.sent()).hasSize(2);
    }

    @Test
    void goodbyeFollowsWhatIsQueued() {
        // Given
        outbox.offer(frame("a", Handling.KEEP, 1));
        outbox.closeAfterSending(CloseCode.POLICY, "X");
        outbox.offer(frame("a", Handling.KEEP, 2));
        // When
        wire.drain();
        // Then
        assertThat(wire.sent()).hasSize(1);
        assertThat(wire.closed()).isEqualTo(CloseCode.POLICY);
    }
}
