package com.rescaleequity.order.engine;

import com.google.protobuf.InvalidProtocolBufferException;
import com.rescaleequity.order.trading.CommandEnvelope;
import com.rescaleequity.order.trading.Event;
import com.rescaleequity.order.trading.Fill;
import com.rescaleequity.order.trading.Instrument;
import com.rescaleequity.order.trading.Outcome;
import com.rescaleequity.order.trading.TradingCore;
import com.rescaleequity.platform.follower.Coverage;
import com.rescaleequity.platform.view.OrderView.FillView;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Applies the records of the command log to the core, one after the other, on one thread: frames
 * its events, answers the calls of this replica, and says how far it has come.
 */
final class CoreLoop {

    private static final Logger LOG = Logger.getLogger(CoreLoop.class);

    private final TradingCore core = new TradingCore();
    private final Map<String, Instrument> instruments = new ConcurrentHashMap<>();
    private final EventCodec codec = new EventCodec(this::instrument);
    private final FrameBuilder builder = new FrameBuilder(codec);
    private final Coverage coverage = new Coverage();
    private final String origin;
    private final PendingCalls calls;
    private final FrameQueue frames;
    private final int maxEventsPerFrame;
    private EventTail.End published = EventTail.End.EMPTY;

    CoreLoop(String origin, PendingCalls calls, FrameQueue frames, int maxEventsPerFrame) {
        this.origin = origin;
        this.calls = calls;
        this.frames = frames;
        this.maxEventsPerFrame = maxEventsPerFrame;
    }

    /** How far this replica's core has come. */
    Coverage coverage() {
        return coverage;
    }

    /** An instrument's current rules; any thread may ask. */
    @Nullable Instrument instrument(String symbol) {
        return instruments.get(symbol);
    }

    /** Says what the event log holds already, before the first record is applied. */
    void resumeAfter(EventTail.End end) {
        published = end;
        frames.publishedTo(end.commandOffset());
    }

    /** Applies what one poll brought. */
    void apply(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        List<Runnable> replies = new ArrayList<>();
        long offset = -1;
        boolean unframed = false;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            offset = record.offset();
            builder.record(offset > published.commandOffset());
            apply(record, replies);
            unframed = true;
            if (offset == published.commandOffset()) {
                checkAgainstPublished();
            }
            if (builder.size() >= maxEventsPerFrame) {
                frames.add(builder.close(core, offset));
                unframed = false;
            }
        }
        if (unframed && offset > published.commandOffset()) {
            frames.add(builder.close(core, offset));
        }
        coverage.advance(offset);
        replies.forEach(Runnable::run);
    }

    private void apply(ConsumerRecord<byte[], byte[]> record, List<Runnable> replies) {
        Command wire;
        CommandEnvelope envelope;
        try {
            wire = Command.parseFrom(record.value());
            envelope = CommandCodec.fromWire(wire);
        } catch (InvalidProtocolBufferException | UnreadableCommandException e) {
            LOG.errorf(
                    "Command at offset %d is refused by every replica: %s",
                    record.offset(), e.getMessage());
            return;
        }
        Outcome outcome =
                core.apply(
                        envelope,
                        record.timestamp(),
                        (sequence, time, event) -> {
                            note(event);
                            builder.accept(sequence, time, event);
                        });
        if (wire.getOrigin().equals(origin)) {
            reply(wire.getCorrelation(), outcome, replies);
        } else if (outcome instanceof Outcome.Rejected rejected && !wire.getSource().isEmpty()) {
            LOG.errorf(
                    "Command %d of %s at offset %d was refused: %s",
                    wire.getSourceNumber(), wire.getSource(), record.offset(), rejected.reason());
        }
    }

    private void note(Event event) {
        if (event instanceof Event.InstrumentSet set) {
            instruments.put(set.instrument().symbol(), set.instrument());
        }
    }

    private void reply(long correlation, Outcome outcome, List<Runnable> replies) {
        switch (outcome) {
            case Outcome.Accepted accepted -> {
                Order order = codec.order(accepted.order());
                List<FillView> fills = fills(accepted.fills(), order.getQuoteAsset());
                replies.add(() -> calls.complete(correlation, new Reply.Accepted(order, fills)));
            }
            case Outcome.Rejected rejected ->
                    replies.add(() ->
                            calls.complete(
                                    correlation,
                                    new Reply.Refused(rejected.reason(), rejected.details())));
            case Outcome.Amended _,
                    Outcome.CancelledAll _,
                    Outcome.TimerSet _,
                    Outcome.Checked _,
                    Outcome.Batch _,
                    Outcome.Replayed _ ->
                    LOG.debug("No call asks for this");
            case Outcome.Done done -> LOG.debug("A call was answered by nothing but done");
            case Outcome.Duplicate duplicate -> LOG.debug("A call cannot be a duplicate");
        }
    }

    private static List<FillView> fills(List<Fill> fills, String feeAsset) {
        return fills.stream()
                .map(fill -> FillView.of(EventCodec.fill(fill), feeAsset, fill.time()))
                .toList();
    }

    private void checkAgainstPublished() {
        if (core.sequence() != published.sequence() || core.eventHash() != published.stateHash()) {
            throw new DivergenceException(published, core.sequence(), core.eventHash());
        }
    }

    /** This replica computes other events than the log holds; it must not answer anybody. */
    static final class DivergenceException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        DivergenceException(EventTail.End published, long sequence, long stateHash) {
            super(
                    "This replica diverges at command offset %d: it has sequence %d and hash %x, the event log %d and %x"
                            .formatted(
                                    published.commandOffset(),
                                    sequence,
                                    stateHash,
                                    published.sequence(),
                                    published.stateHash()));
        }
    }
}
