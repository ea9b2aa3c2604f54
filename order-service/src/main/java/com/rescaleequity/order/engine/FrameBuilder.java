package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.TradingCore;
import com.rescaleequity.order.trading.message.Event;
import com.rescaleequity.order.trading.message.EventSink;
import com.rescaleequity.protocol.trading.EventFrame;
import com.rescaleequity.protocol.trading.SourceNumbers;
import java.util.function.Consumer;

/**
 * Gathers the events of commands into frames, which end where a command ends. A command with very
 * many events, such as one that ends all orders of a market, takes several.
 */
final class FrameBuilder implements EventSink {

    /** An event takes a few hundred bytes, and a record of the event log up to 8 MiB. */
    private static final int MOST_EVENTS = 5_000;

    private final EventCodec codec;
    private final Consumer<EventFrame> parts;
    private EventFrame.Builder frame = EventFrame.newBuilder();
    private long commandOffset;
    private boolean recording = true;
    private boolean open;

    /**
     * A builder of frames.
     *
     * @param parts takes the frames of a command that does not fit into one, but for the last
     */
    FrameBuilder(EventCodec codec, Consumer<EventFrame> parts) {
        this.codec = codec;
        this.parts = parts;
    }

    /**
     * Begins a command.
     *
     * @param wanted whether its events are kept; during a replay of what is long published not
     */
    void begin(long offset, boolean wanted) {
        commandOffset = offset;
        recording = wanted;
    }

    @Override
    public void accept(long sequence, long timeMillis, Event event) {
        if (!recording) {
            return;
        }
        if (!open) {
            open = true;
            frame.setFirstSequence(sequence);
        }
        frame.addEvents(codec.toWire(timeMillis, event));
        if (frame.getEventsCount() == MOST_EVENTS) {
            parts.accept(
                    frame.setCommandOffset(commandOffset)
                            .setTime(timeMillis)
                            .setPartial(true)
                            .build());
            frame = EventFrame.newBuilder();
            open = false;
        }
    }

    /** Events gathered so far. */
    int size() {
        return frame.getEventsCount();
    }

    /** Closes the frame at the end of a command. */
    EventFrame close(TradingCore core, long lastOffset) {
        if (!open) {
            frame.setFirstSequence(core.sequence() + 1);
        }
        EventFrame closed =
                frame.setCommandOffset(lastOffset)
                        .setTime(core.now())
                        .setEventHash(core.eventHash())
                        .setLogicVersion(core.logicVersion())
                        .setSourceNumbers(
                                SourceNumbers.newBuilder().putAllLast(core.sourceNumbers()))
                        .build();
        frame = EventFrame.newBuilder();
        open = false;
        return closed;
    }
}
