package com.rescaleequity.platform.follower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.rescaleequity.protocol.trading.Event;
import com.rescaleequity.protocol.trading.EventFrame;
import com.rescaleequity.protocol.trading.FundsMoved;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FrameFoldTest {

    private static final Set<Event.BodyCase> EVERYTHING = EnumSet.allOf(Event.BodyCase.class);

    private final FrameFold fold = new FrameFold(new Position(10, 100, 5), 0);

    @Test
    void consecutiveFramesBecomeOneBatch() {
        fold.add(frame(11, 2, 101), 6);
        fold.add(frame(13, 1, 105), 7);

        EventBatch batch = fold.batch();

        assertThat(sequences(batch)).containsExactly(11L, 12L, 13L);
        assertThat(batch.from()).isEqualTo(new Position(10, 100, 5));
        assertThat(batch.to()).isEqualTo(new Position(13, 105, 7));
        assertThat(batch.sequenceOf(0)).isEqualTo(11);
        assertThat(batch.time()).isEqualTo(105);
    }

    @Test
    void aDuplicateFrameIsDropped() {
        fold.add(frame(9, 2, 99), 6);
        fold.add(frame(11, 2, 101), 7);
        fold.add(frame(11, 2, 101), 8);

        assertThat(sequences(fold.batch())).containsExactly(11L, 12L);
        assertThat(fold.batch().to()).isEqualTo(new Position(12, 101, 8));
    }

    @Test
    void onlyTheNewPartOfAnOverlappingFrameCounts() {
        fold.add(frame(8, 5, 102), 6);
        fold.add(frame(12, 3, 103), 7);

        assertThat(sequences(fold.batch())).containsExactly(11L, 12L, 13L, 14L);
    }

    @Test
    void anOldFrameMovesNothingBack() {
        fold.add(frame(1, 3, 7), 6);

        assertThat(fold.batch().events()).isEmpty();
        assertThat(fold.batch().to()).isEqualTo(new Position(10, 100, 6));
    }

    @Test
    void partsOfACommandAreNotWholeWithoutItsEnd() {
        fold.add(frame(11, 2, 101), 6);
        assertThat(fold.isWhole()).isTrue();
        fold.add(part(13, 2, 102), 7);
        assertThat(fold.isWhole()).isFalse();
        // A publisher that awoke late repeats what was before
        fold.add(frame(11, 2, 101), 8);
        assertThat(fold.isWhole()).isFalse();
        fold.add(frame(15, 0, 102), 9);
        assertThat(fold.isWhole()).isTrue();
        fold.add(part(13, 2, 102), 10);
        assertThat(fold.isWhole()).isTrue();

        assertThat(sequences(fold.batch())).containsExactly(11L, 12L, 13L, 14L);
        assertThat(fold.batch().to()).isEqualTo(new Position(14, 102, 10));
    }

    @Test
    void anEmptyFrameCoversCommandsOnly() {
        fold.add(frame(11, 0, 150), 6);

        assertThat(fold.batch().events()).isEmpty();
        assertThat(fold.batch().to()).isEqualTo(new Position(10, 150, 6));
    }

    @Test
    void aGapStopsTheFollower() {
        fold.add(frame(11, 1, 101), 6);

        assertThatThrownBy(() -> fold.add(frame(13, 1, 102), 7))
                .isInstanceOf(FrameFold.SequenceGapException.class)
                .hasMessage("Event log gap: expected sequence 12, found 13 at offset 7");
    }

    @Test
    void aGapBeforeAnEmptyFrameStopsItToo() {
        assertThatThrownBy(() -> fold.add(frame(12, 0, 102), 6))
                .isInstanceOf(FrameFold.SequenceGapException.class);
    }

    @Test
    void anyRepetitionOfFramesGivesEachEventOnce() {
        long seed = Long.getLong("seed", 42);
        Random random = new Random(seed);
        FrameFold many = new FrameFold(Position.START, 0);
        long next = 1;
        for (int offset = 0; offset < 2_000; offset++) {
            long first = 1 + random.nextLong(next);
            int count = (int) Math.min(20, next - first + random.nextInt(4));
            many.add(frame(first, count, first + count), offset);
            next = Math.max(next, first + count);
        }

        List<Long> expected = new ArrayList<>();
        for (long sequence = 1; sequence < next; sequence++) {
            expected.add(sequence);
        }
        assertThat(sequences(many.batch())).as("seed %d", seed).isEqualTo(expected);
    }

    @Test
    void onlyWantedEventsAreDecodedAndAllAreCounted() {
        // Given a frame of which the second event is of a kind that nobody wants, and broken
        EventFrame.Builder mixed = built(11, 0, 101);
        mixed.addEvents(Event.newBuilder().setFundsMoved(FundsMoved.newBuilder().setAmount(1)));
        mixed.addEvents(
                Event.newBuilder()
                        .setUnknownFields(
                                UnknownFieldSet.newBuilder()
                                        .addField(
                                                Event.ORDER_CHANGED_FIELD_NUMBER,
                                                UnknownFieldSet.Field.newBuilder()
                                                        .addLengthDelimited(
                                                                ByteString.copyFromUtf8("\u007f"))
                                                        .build())
                                        .build()));
        mixed.addEvents(Event.newBuilder().setFundsMoved(FundsMoved.newBuilder().setAmount(3)));

        // When
        fold.add(parsed(mixed, Set.of(Event.BodyCase.FUNDS_MOVED)), 6);

        // Then
        EventBatch batch = fold.batch();
        assertThat(batch.events())
                .extracting(e -> e.getFundsMoved().getAmount())
                .containsExactly(1L, 3L);
        assertThat(batch.sequences()).containsExactly(11L, 13L);
        assertThat(batch.to()).isEqualTo(new Position(13, 101, 6));
    }

    /** A frame whose events carry their sequence as time. */
    private static WantedFrame part(long first, int count, long commandOffset) {
        return parsed(built(first, count, commandOffset).setPartial(true), EVERYTHING);
    }

    private static WantedFrame frame(long first, int count, long commandOffset) {
        return parsed(built(first, count, commandOffset), EVERYTHING);
    }

    private static WantedFrame parsed(EventFrame.Builder frame, Set<Event.BodyCase> wanted) {
        try {
            return WantedFrame.parse(frame.build().toByteArray(), wanted);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EventFrame.Builder built(long first, int count, long commandOffset) {
        EventFrame.Builder frame =
                EventFrame.newBuilder()
                        .setFirstSequence(first)
                        .setCommandOffset(commandOffset)
                        .setTime(commandOffset);
        for (int i = 0; i < count; i++) {
            frame.addEvents(Event.newBuilder().setTime(first + i));
        }
        return frame;
    }

    private static List<Long> sequences(EventBatch batch) {
        return batch.events().stream().map(Event::getTime).toList();
    }
}
