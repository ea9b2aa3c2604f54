package com.rescaleequity.order.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.protocol.trading.EventFrame;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameQueueTest {

    private final FrameQueue frames = new FrameQueue();

    @Test
    void coveredFramesAreDroppedAndTheOthersStayInOrder() {
        add(0, 3);
        frames.publishedTo(1);

        assertThat(offsets()).containsExactly(2L);
        assertThat(frames.publishedTo()).isEqualTo(1);
    }

    @Test
    void aFrameThatTheLogCoversAlreadyIsNotKept() {
        frames.publishedTo(5);
        add(4, 8);

        assertThat(offsets()).containsExactly(6L, 7L);
    }

    @Test
    void noFrameIsLostWhenTwoTellAtOnceHowFarTheLogHasCome() throws InterruptedException {
        for (int round = 0; round < 500; round++) {
            FrameQueueTest own = new FrameQueueTest();
            own.add(0, 100);
            Thread other = Thread.ofPlatform().start(() -> own.publishedOneByOne(98));

            own.publishedOneByOne(98);
            other.join();

            assertThat(own.offsets()).containsExactly(99L);
        }
    }

    private void publishedOneByOne(int last) {
        for (int offset = 0; offset <= last; offset++) {
            frames.publishedTo(offset);
        }
    }

    private void add(long from, long until) {
        for (long offset = from; offset < until; offset++) {
            frames.add(EventFrame.newBuilder().setCommandOffset(offset).build());
        }
    }

    private List<Long> offsets() {
        List<Long> offsets = new ArrayList<>();
        for (Iterator<EventFrame> all = frames.iterator(); all.hasNext(); ) {
            offsets.add(all.next().getCommandOffset());
        }
        return offsets;
    }
}
