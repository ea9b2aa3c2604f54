package com.rescaleequity.stream.subscription;

import com.google.protobuf.InvalidProtocolBufferException;
import com.rescaleequity.platform.socket.delivery.Frame;
import com.rescaleequity.protocol.trading.Event;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The remembered events of one private stream, dense up to its last sequence. They are kept as
 * bytes, a fifth of what they are as objects, because few of them are ever asked for. Hub only.
 */
final class PastEvents {

    private final StreamName name;
    private final Deque<byte[]> events = new ArrayDeque<>(1);
    private long sequence;

    PastEvents(StreamName name) {
        this.name = name;
    }

    /** The number of the stream's last event, 0 before the first. */
    long sequence() {
        return sequence;
    }

    int size() {
        return events.size();
    }

    /** Remembers an event, which may be remembered by other streams as well. */
    PastEvents add(long number, byte[] event) {
        sequence = number;
        events.add(event);
        return this;
    }

    void forgetOldest() {
        events.poll();
    }

    /** Whether every event after this one is remembered. */
    boolean reachesBackTo(long last) {
        return last <= sequence && last >= sequence - events.size();
    }

    /** The next events after a sequence, empty when some are forgotten or it is not reached. */
    Optional<List<Frame>> after(long last, int most) {
        if (!reachesBackTo(last)) {
            return Optional.empty();
        }
        return Optional.of(
                events.stream()
                        .skip(last - (sequence - events.size()))
                        .limit(most)
                        .map(event -> PrivateFrames.of(name, parsed(event)))
                        .toList());
    }

    private static Event parsed(byte[] event) {
        try {
            return Event.parseFrom(event);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("An event is not what it was", e);
        }
    }
}
