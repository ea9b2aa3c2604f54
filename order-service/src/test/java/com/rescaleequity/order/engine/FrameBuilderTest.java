package com.rescaleequity.order.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.rescaleequity.order.trading.TradingCore;
import com.rescaleequity.order.trading.message.Event;
import com.rescaleequity.order.trading.message.Side;
import com.rescaleequity.protocol.trading.EventFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameBuilderTest {

    private final List<EventFrame> parts = new ArrayList<>();
    private final FrameBuilder builder =
            new FrameBuilder(new EventCodec(symbol -> null), parts::add);

    @Test
    void aCommandWithVeryManyEventsTakesSeveralFrames() throws Exception {
        builder.begin(7, true);
        for (int sequence = 1; sequence <= 12_000; sequence++) {
            builder.accept(sequence, 1000, new Event.BookChanged("BTCUSD", Side.BUY, 1, 2, 3));
        }
        EventFrame last = builder.close(new TradingCore(), 7);

        assertThat(parts).hasSize(2).allMatch(EventFrame::getPartial);
        assertThat(parts).allMatch(part -> part.getSerializedSize() < 4 * 1024 * 1024);
        assertThat(parts).extracting(EventFrame::getFirstSequence).containsExactly(1L, 5_001L);
        assertThat(last.getPartial()).isFalse();
        assertThat(last.getFirstSequence()).isEqualTo(10_001);
        assertThat(last.getEventsCount()).isEqualTo(2_000);
        assertThat(EventTail.endOf(parts.getLast().toByteArray()).isBeforeAll()).isTrue();
        assertThat(EventTail.endOf(last.toByteArray()).sequence()).isEqualTo(12_000);
    }
}
