package com.rescaleequity.stream.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.rescaleequity.platform.follower.EventBatch;
import com.rescaleequity.platform.follower.FollowerFault;
import com.rescaleequity.platform.follower.Position;
import com.rescaleequity.protocol.trading.Event;
import com.rescaleequity.stream.source.TradingEvents;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TradingEventsTest {

    @Test
    void aBatchThatTheHubTakesOnlyInPartStopsTheStreamsInsteadOfLeavingAHole() {
        // Given a batch that breaks off in its middle
        TradingEvents events = new TradingEvents(new Hub(), new PrivateEvents(new Audience(), 10));
        EventBatch broken =
                new EventBatch(
                        Position.START,
                        new Position(3, 7, 7),
                        Arrays.asList(Event.getDefaultInstance(), null, Event.getDefaultInstance()),
                        List.of(ByteString.EMPTY, ByteString.EMPTY, ByteString.EMPTY),
                        List.of(1L, 2L, 3L),
                        1);

        // When, Then
        assertThatThrownBy(() -> events.apply(broken))
                .isInstanceOf(FollowerFault.class)
                .hasMessageContaining("events 1 to 3");
        assertThat(events.load()).isEqualTo(Position.START);
    }
}
