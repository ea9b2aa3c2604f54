package com.rescaleequity.platform.socket.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Json;
import com.rescaleequity.platform.socket.delivery.Frame.Handling;
import com.rescaleequity.platform.testing.FakeWire;
import com.rescaleequity.platform.view.DepthView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SendQueueTest {

    private static final long MAX_BYTES = 1000;
    private static final long MAX_AGE = 5_000;

    private final FakeWire wire = new FakeWire();
    private final Set<String> dropped = new HashSet<>();
    private final QueuedBytes all = new QueuedBytes(2 * MAX_BYTES);
    private long now;
    private final SendQueue queue =
            new SendQueue(
                    wire,
                    Json.NUMBERS,
                    new SendQueue.Bounds(MAX_BYTES, MAX_AGE, all),
                    dropped::addAll,
                    () -> now);

    private static Frame frame(String stream, Handling handling, Object data) {
        return Frame.update(stream, handling, 1, data);
    }

    /** Occupies the network and half of the queue. */
    private void blockTheNetwork() {
        queue.offer(frame("first", Handling.KEEP, 0));
        wire.run();
        queue.offer(frame("half", Handling.KEEP, "x".repeat((int) MAX_BYTES / 2)));
    }

    private void lookForStuckPeers() {
        queue.endIfStuck();
        wire.run();
    }

    @Test
    void framesLeaveInTheOrderTheyCame() {
        // When
        for (int i = 0; i < 5; i++) {
            queue.offer(frame("s", Handling.KEEP, i));
        }
        wire.drain();
        // Then
        assertThat(wire.sent())
                .hasSize(5)
                .first()
                .isEqualTo("{\"stream\":\"s\",\"type\":\"update\",\"timestamp\":1,\"data\":0}");
        assertThat(queue.queuedBytes()).isZero();
    }

    @Test
    void aboveHalfOnlyTheLatestOfAStreamStays() {
        // Given
        blockTheNetwork();
        // When
        for (int i = 0; i < 100; i++) {
            queue.offer(frame("a@ticker", Handling.LATEST, i));
            queue.offer(frame("b@ticker", Handling.LATEST, i));
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
            queue.offer(frame("a@depth", Handling.RESNAPSHOT, i));
        }
        // Then
        assertThat(dropped).isEmpty();
        wire.drain();
        assertThat(wire.sent()).noneMatch(text -> text.contains("a@depth"));
        assertThat(dropped).containsExactly("a@depth");
        // When
        queue.offer(frame("a@depth", Handling.RESNAPSHOT, "delta"));
        queue.readmit("a@depth");
        queue.offer(frame("a@depth", Handling.RESNAPSHOT, "snapshot"));
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
        queue.offer(frame("a@trade", Handling.KEEP, "y".repeat((int) MAX_BYTES / 2)));
        wire.run();
        // Then
        assertThat(wire.closed()).isEqualTo(CloseCode.SLOW_CONSUMER);
        assertThat(queue.queuedBytes()).isZero();
    }

    @Test
    void peerIsClosedWhenItsOldestFrameIsTooOld() {
        // Given
        queue.offer(frame("a@trade", Handling.KEEP, 1));
        wire.run();
        now = MAX_AGE + 1;
        // When
        queue.offer(frame("a@trade", Handling.KEEP, 2));
        wire.run();
        // Then
        assertThat(wire.closed()).isEqualTo(CloseCode.SLOW_CONSUMER);
    }

    @Test
    void peerThatTakesNothingIsEndedThoughNothingFollows() {
        // Given
        queue.offer(frame("a@trade", Handling.KEEP, 1));
        wire.run();
        now = MAX_AGE;
        lookForStuckPeers();
        assertThat(wire.closed()).isNull();
        // When
        now++;
        lookForStuckPeers();
        // Then
        assertThat(wire.closed()).isEqualTo(CloseCode.SLOW_CONSUMER);
        assertThat(all.bytes()).isZero();
    }

    @Test
    void frameThatWaitsBehindABookEndsThePeerWhenItIsTooOld() {
        // Given
        queue.offer(frame("a@depth", Handling.RESNAPSHOT, 1));
        wire.run();
        queue.offer(frame("b@depth", Handling.RESNAPSHOT, 1));
        queue.offer(frame("a@trade", Handling.KEEP, 1));
        // When
        now = MAX_AGE + 1;
        lookForStuckPeers();
        // Then
        assertThat(wire.closed()).isEqualTo(CloseCode.SLOW_CONSUMER);
    }

    @Test
    void peerThatTakesNothingOfBooksHasHalfAMinute() {
        // Given
        queue.offer(frame("a@depth", Handling.RESNAPSHOT, 1));
        wire.run();
        queue.offer(frame("a@depth", Handling.RESNAPSHOT, 2));
        now = 30_000_000_000L;
        lookForStuckPeers();
        assertThat(wire.closed()).isNull();
        // When
        now++;
        lookForStuckPeers();
        // Then
        assertThat(wire.closed()).isEqualTo(CloseCode.SLOW_CONSUMER);
    }

    @Test
    void goodbyeIsNotHeldUpByWhoTakesNothing() {
        // Given
        queue.offer(frame("a@depth", Handling.RESNAPSHOT, 1));
        wire.run();
        queue.closeAfterSending(CloseCode.TOO_MANY_MESSAGES, ErrorCode.RATE_LIMITED);
        assertThat(queue.isEnding()).isTrue();
        now = MAX_AGE;
        lookForStuckPeers();
        assertThat(wire.closed()).isNull();
        // When
        now++;
        lookForStuckPeers();
        // Then
        assertThat(wire.closed()).isEqualTo(CloseCode.TOO_MANY_MESSAGES);
        assertThat(all.bytes()).isZero();
    }

    @Test
    void quietPeerIsNotSlow() {
        // Given
        queue.offer(frame("a@trade", Handling.KEEP, 1));
        wire.drain();
        now = 100_000_000_000L;
        queue.endIfStuck();
        // When
        queue.offer(frame("a@trade", Handling.KEEP, 2));
        wire.drain();
        // Then
        assertThat(wire.closed()).isNull();
        assertThat(wire.sent()).hasSize(2);
    }

    /** Something whose JSON is counted. */
    public static final class Counted {
        private int written;

        public int getNumber() {
            return written++;
        }
    }

    private static Frame delta(long previous, long sequence, int price, int quantity) {
        return Frame.delta(
                "a@depth",
                previous,
                sequence,
                1,
                new DepthView.Sides(
                        "a",
                        List.of(List.of(BigDecimal.valueOf(price), BigDecimal.valueOf(quantity))),
                        List.of()));
    }

    @Test
    void nothingIsMadeForAPeerThatIsGone() {
        // Given
        Counted data = new Counted();
        queue.forget();
        // When
        queue.offer(frame("s", Handling.KEEP, data));
        // Then
        assertThat(data.written).isZero();
    }

    @Test
    void aboveHalfDeltasOfABookAreMergedWithTrueSequences() {
        // Given
        blockTheNetwork();
        // When
        for (int i = 0; i < 50; i++) {
            queue.offer(delta(i, i + 1, i % 3, i));
        }
        wire.drain();
        // Then
        assertThat(dropped).isEmpty();
        assertThat(wire.sent())
                .filteredOn(text -> text.contains("a@depth"))
                .singleElement()
                .asString()
                .contains("\"previousSequence\":0,\"sequence\":50")
                .contains("\"bids\":[[0,48],[1,49],[2,47]]");
        assertThat(all.bytes()).isZero();
    }

    @Test
    void deltasThatAreTooOldAreNotMergedButDropped() {
        // Given
        blockTheNetwork();
        queue.offer(delta(0, 1, 1, 1));
        // When
        now = MAX_AGE + 1;
        queue.offer(delta(1, 2, 1, 2));
        wire.drain();
        // Then
        assertThat(wire.sent()).noneMatch(text -> text.contains("a@depth"));
        assertThat(dropped).containsExactly("a@depth");
    }

    @Test
    void mergedDeltasNeverFillMoreThanTheQueue() {
        // Given
        blockTheNetwork();
        // When
        for (int i = 0; i < 1_000; i++) {
            queue.offer(delta(i, i + 1, i, i));
            // Then
            assertThat(queue.queuedBytes()).isLessThanOrEqualTo(MAX_BYTES);
        }
        wire.drain();
        assertThat(dropped).containsExactly("a@depth");
    }

    @Test
    void oneMergedDeltaHoldsSoMuchAndTheNextBeginsAnew() {
        // Given
        SendQueue large =
                new SendQueue(
                        wire,
                        Json.NUMBERS,
                        new SendQueue.Bounds(400_000, MAX_AGE, new QueuedBytes(Long.MAX_VALUE)),
                        dropped::addAll,
                        () -> now);
        large.offer(frame("first", Handling.KEEP, 0));
        wire.run();
        large.offer(frame("half", Handling.KEEP, "x".repeat(200_000)));
        // When
        for (int i = 0; i < 5_000; i++) {
            large.offer(delta(i, i + 1, i, 1));
        }
        wire.drain();
        // Then
        List<String> deltas =
                wire.sent().stream().filter(text -> text.contains("a@depth")).toList();
        assertThat(deltas).hasSizeBetween(5, 10);
        assertThat(deltas.getFirst()).contains("\"previousSequence\":0,");
        assertThat(deltas.getLast()).contains("\"sequence\":5000,");
        assertThat(dropped).isEmpty();
    }

    @Test
    void candleNeverOvertakesTheClosedOneBeforeIt() {
        // Given
        blockTheNetwork();
        // When
        queue.offer(frame("c", Handling.LATEST, "running"));
        queue.offer(frame("c", Handling.KEEP, "closed"));
        queue.offer(frame("c", Handling.LATEST, "next"));
        wire.drain();
        // Then
        assertThat(wire.sent())
                .filteredOn(text -> text.contains("\"c\""))
                .extracting(text -> text.replaceAll(".*data\":\"(.*)\"}", "$1"))
                .containsExactly("running", "closed", "next");
    }

    @Test
    void whoIsFurthestBehindIsEndedWhenTooMuchWaitsForAll() {
        // Given
        List<FakeWire> wires = new ArrayList<>();
        List<SendQueue> queues = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            FakeWire peer = new FakeWire();
            wires.add(peer);
            queues.add(
                    new SendQueue(
                            peer,
                            Json.NUMBERS,
                            new SendQueue.Bounds(MAX_BYTES, MAX_AGE, all),
                            resnapshot -> {},
                            () -> now));
        }
        // When
        for (int i = 0; i < 5; i++) {
            int bytes = i == 3 ? 800 : 350;
            queues.get(i).offer(frame("s", Handling.KEEP, "x".repeat(bytes)));
        }
        wires.forEach(FakeWire::drain);
        // Then
        assertThat(all.peersShed()).isEqualTo(1);
        assertThat(wires)
                .extracting(FakeWire::closed)
                .containsExactly(null, null, null, CloseCode.OVERLOAD, null);
        assertThat(all.bytes()).isZero();
    }

    @Test
    void goodbyeFollowsWhatIsQueued() {
        // Given
        queue.offer(frame("a", Handling.KEEP, 1));
        queue.closeAfterSending(CloseCode.POLICY, ErrorCode.INVALID_JSON);
        queue.offer(frame("a", Handling.KEEP, 2));
        // When
        wire.drain();
        // Then
        assertThat(wire.sent()).hasSize(1);
        assertThat(wire.closed()).isEqualTo(CloseCode.POLICY);
    }
}
