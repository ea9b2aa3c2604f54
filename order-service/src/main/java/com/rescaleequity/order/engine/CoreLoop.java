package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.TradingCore;
import com.rescaleequity.order.trading.message.CommandEnvelope;
import com.rescaleequity.order.trading.message.Instrument;
import com.rescaleequity.order.trading.message.OrderState;
import com.rescaleequity.order.trading.message.Outcome;
import com.rescaleequity.platform.follower.Coverage;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
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
    private static final long CONFIRMATION_LOOK_NANOS = Duration.ofMillis(5).toNanos();

    private TradingCore core = new TradingCore(LabelSecret.VALUE);
    private final InstrumentTable instruments = new InstrumentTable();
    private final LogClock clock = new LogClock();
    private final EventCodec codec = new EventCodec(instruments::get);
    private final Replies replies = new Replies(codec);
    private final FrameBuilder builder;
    private final Coverage coverage = new Coverage();
    private final CoreQuestions questions = new CoreQuestions();
    private final String origin;
    private final PendingCalls calls;
    private final FrameQueue frames;
    private final PublishedCheck check;
    private final Seal seal;
    private final Votes votes = new Votes();
    private final RefusalLog refusals = new RefusalLog();
    private final EngineSettings settings;
    private Standing published = Standing.BEFORE_ALL;
    private Consumer<TradingCore> afterBatch = applied -> {};
    private volatile @Nullable Standing last;
    private volatile long nextTimer = Long.MAX_VALUE;
    private boolean live;

    CoreLoop(
            String origin,
            PendingCalls calls,
            FrameQueue frames,
            PublishedCheck check,
            Seal seal,
            EngineSettings settings) {
        this.origin = origin;
        this.calls = calls;
        this.frames = frames;
        builder = new FrameBuilder(codec, frames::add);
        this.check = check;
        this.seal = seal;
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

    /** What outcomes mean to their calls; any thread may ask. */
    Replies replies() {
        return replies;
    }

    /** An order in the wire's terms; any thread may ask. */
    Order order(OrderState order) {
        return codec.order(order);
    }

    /** What other threads ask the core. */
    CoreQuestions questions() {
        return questions;
    }

    /** Answers what is asked; between two batches, on the core's thread. */
    void answerQuestions() {
        questions.answer(core);
    }

    /** Lets somebody see the core between two batches, on its own thread. */
    void afterBatch(Consumer<TradingCore> look) {
        afterBatch = look;
    }

    /** From here on the log tells what happens now, not what happened once. */
    void goLive() {
        live = true;
    }

    /** What the core came to after the last command; null before the first. */
    @Nullable Standing last() {
        return last;
    }

    /** Whether it is open if this replica or the event log is wrong. */
    boolean isContested() {
        return votes.isContested();
    }

    /** The log's time, epoch ms; any thread may ask. */
    long now() {
        return clock.now();
    }

    /** Whether the core waits for nothing but the time to pass. */
    boolean isTimerDue() {
        return nextTimer <= now();
    }

    /** Starts from a snapshot, or from nothing, knowing what the event log holds already. */
    void resume(Snapshots.@Nullable Restored restored, Standing end) {
        published = end;
        frames.publishedTo(end.offset());
        if (restored != null) {
            core = restored.core();
            instruments.takeAll(core);
            coverage.advance(restored.commandOffset());
            if (restored.commandOffset() == end.offset()) {
                check.require(end, Standing.of(core, end.offset()));
            }
        }
    }

    /** Applies what one poll brought. */
    void apply(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        List<PendingCalls.Answer> answers = new ArrayList<>();
        long offset = -1;
        long time = 0;
        boolean unframed = false;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            offset = record.offset();
            time = record.timestamp();
            builder.begin(offset, offset > published.offset());
            applyOrFail(record, answers);
            unframed = true;
            check.applied(offset, core.sequence(), core.eventHash());
            if (offset == published.offset()) {
                check.require(published, Standing.of(core, offset));
            }
            if (builder.size() >= settings.maxEventsPerFrame()) {
                frames.add(builder.close(core, offset));
                unframed = false;
            }
        }
        if (unframed && offset > published.offset()) {
            frames.add(builder.close(core, offset));
        }
        coverage.advance(offset);
        last = Standing.of(core, offset);
        if (live) {
            clock.set(time);
        }
        nextTimer = core.nextTimer();
        compare();
        calls.complete(answers);
        afterBatch.accept(core);
    }

    /**
     * Compares this replica with the event log and the other replicas.
     *
     * @throws PublishedCheck.DivergenceException when it is this one that is wrong
     */
    void compare() {
        PublishedCheck.DivergenceException difference = check.compare(coverage.offset());
        if (difference != null) {
            votes.contest(difference);
        }
        votes.decide();
    }

    /** Waits until the event log has confirmed everything; says whether it did in time. */
    boolean awaitConfirmation(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (check.confirmedTo() < coverage.offset() && System.nanoTime() < end) {
            compare();
            LockSupport.parkNanos(CONFIRMATION_LOOK_NANOS);
        }
        return check.confirmedTo() >= coverage.offset() && !votes.isContested();
    }

    /** The core; for its own thread, or once that has ended. */
    TradingCore core() {
        return core;
    }

    private void applyOrFail(
            ConsumerRecord<byte[], byte[]> record, List<PendingCalls.Answer> answers) {
        try {
            apply(record, answers);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "The core cannot apply command %d of the log, see docs/runbook.md: %s"
                            .formatted(record.offset(), e),
                    e);
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> record, List<PendingCalls.Answer> answers) {
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
        if (live && !wire.getTick().getWitness().isEmpty()) {
            hear(wire.getTick(), record.timestamp());
        }
        Outcome outcome =
                core.apply(
                        envelope,
                        record.timestamp(),
                        (sequence, time, event) -> {
                            instruments.note(event);
                            builder.accept(sequence, time, event);
                        });
        if (wire.getOrigin().equals(origin)) {
            answers.add(new PendingCalls.Answer(wire.getCorrelation(), outcome));
        } else {
            refusals.note(wire, record.offset(), outcome, live);
        }
    }

    private void hear(com.rescaleequity.protocol.trading.Tick tick, long time) {
        if (!tick.getWitness().equals(origin)
                && check.remembers(tick.getCommandOffset())
                && Witness.isVouchedFor(tick, seal)) {
            Standing theirs =
                    new Standing(tick.getCommandOffset(), tick.getSequence(), tick.getEventHash());
            votes.cast(tick.getWitness(), tick.getCommandOffset(), !check.differs(theirs), time);
        }
    }
}
