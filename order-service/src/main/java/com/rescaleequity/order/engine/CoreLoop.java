package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.Command.MoveFunds;
import com.rescaleequity.order.trading.CommandEnvelope;
import com.rescaleequity.order.trading.Event;
import com.rescaleequity.order.trading.FundsMoveKind;
import com.rescaleequity.order.trading.Instrument;
import com.rescaleequity.order.trading.Outcome;
import com.rescaleequity.order.trading.TradingCore;
import com.rescaleequity.platform.follower.Coverage;
import com.rescaleequity.protocol.trading.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Applies the records of the command log to the core, one after the other, on one thread: frames
 * its events, answers the calls of this replica, and says how far it has come.
 */
final class CoreLoop {

    private static final Logger LOG = Logger.getLogger(CoreLoop.class);

    private TradingCore core = new TradingCore();
    private final Map<String, Instrument> instruments = new ConcurrentHashMap<>();
    private final EventCodec codec = new EventCodec(this::instrument);
    private final Replies conversion = new Replies(codec);
    private final FrameBuilder builder = new FrameBuilder(codec);
    private final Coverage coverage = new Coverage();
    private final String origin;
    private final PendingCalls calls;
    private final FrameQueue frames;
    private final PublishedCheck check;
    private final EngineSettings settings;
    private EventTail.End published = EventTail.End.EMPTY;
    private Consumer<TradingCore> afterBatch = applied -> {};

    CoreLoop(
            String origin,
            PendingCalls calls,
            FrameQueue frames,
            PublishedCheck check,
            EngineSettings settings) {
        this.origin = origin;
        this.calls = calls;
        this.frames = frames;
        this.check = check;
        this.settings = settings;
    }

    /** How far this replica's core has come. */
    Coverage coverage() {
        return coverage;
    }

    /** An instrument's current rules; any thread may ask. */
    @Nullable Instrument instrument(String symbol) {
        return instruments.get(symbol);
    }

    /** Lets somebody see the core between two batches, on its own thread. */
    void afterBatch(Consumer<TradingCore> look) {
        afterBatch = look;
    }

    /** Starts from a snapshot, or from nothing, knowing what the event log holds already. */
    void resume(Snapshots.@Nullable Restored restored, EventTail.End end) {
        published = end;
        frames.publishedTo(end.commandOffset());
        if (restored != null) {
            core = restored.core();
            core.instruments().forEach(rules -> instruments.put(rules.symbol(), rules));
            coverage.advance(restored.commandOffset());
            if (restored.commandOffset() == end.commandOffset()) {
                PublishedCheck.require(end, core.sequence(), core.eventHash());
            }
        }
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
            if (offset == settings.testingDivergeAt()) {
                diverge(record.timestamp());
            }
            unframed = true;
            check.applied(offset, core.sequence(), core.eventHash());
            if (offset == published.commandOffset()) {
                PublishedCheck.require(published, core.sequence(), core.eventHash());
            }
            if (builder.size() >= settings.maxEventsPerFrame()) {
                frames.add(builder.close(core, offset));
                unframed = false;
            }
        }
        check.compare(offset);
        if (unframed && offset > published.commandOffset()) {
            frames.add(builder.close(core, offset));
        }
        coverage.advance(offset);
        replies.forEach(Runnable::run);
        afterBatch.accept(core);
    }

    /** The core; for its own thread, or once that has ended. */
    TradingCore core() {
        return core;
    }

    private void apply(ConsumerRecord<byte[], byte[]> record, List<Runnable> replies) {
        Command wire;
        CommandEnvelope envelope;
        try {
            wire = CommandCodec.parse(record.value());
            envelope = CommandCodec.fromWire(wire);
        } catch (UnreadableCommandException e) {
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

    /** Makes this core differ from the others, so that a test sees the difference found. */
    private void diverge(long time) {
        LOG.warn("Diverging, as the test wants");
        core.apply(
                CommandEnvelope.of(
                        new MoveFunds(1, "USD", 1, FundsMoveKind.ADJUSTMENT, "diverged")),
                time,
                builder);
    }

    private void note(Event event) {
        if (event instanceof Event.InstrumentSet set) {
            instruments.put(set.instrument().symbol(), set.instrument());
        }
    }

    private void reply(long correlation, Outcome outcome, List<Runnable> replies) {
        Reply reply = conversion.of(outcome);
        if (reply != null) {
            replies.add(() -> calls.complete(correlation, reply));
        }
    }
}
