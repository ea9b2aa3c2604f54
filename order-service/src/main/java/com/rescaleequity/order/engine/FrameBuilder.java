package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.Event;
import com.rescaleequity.order.trading.EventSink;
import com.rescaleequity.order.trading.TradingCore;
import com.rescaleequity.protocol.trading.EventFrame;

/** Gathers the events of whole commands into frames. */
final class FrameBuilder implements EventSink {

    private final EventCodec codec;
    private EventFrame.Builder frame = EventFrame.newBuilder();
    private boolean recording = true;
    private boolean open;

    FrameBuilder(EventCodec codec) {
        this.codec = codec;
    }

    /** Whether events are kept; during a replay of what is long published they are not. */
    void record(boolean wanted) {
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
    }

    /** Events gathered so far. */
    int size() {
        return frame.getEventsCount();
    }

    /** Closes the frame at the end of a command. */
    EventFrame close(TradingCore core, long commandOffset) {
        if (!open) {
            frame.setFirstSequence(core.sequence() + 1);
        }
        EventFrame closed =
                frame.setCommandOffset(commandOffset)
                        .setTime(core.now())
                        .setStateHash(core.eventHash())
                        .setLogicVersion(core.logicVersion())
                        .build();
        frame = EventFrame.newBuilder();
        open = false;
        return closed;
    }
}
