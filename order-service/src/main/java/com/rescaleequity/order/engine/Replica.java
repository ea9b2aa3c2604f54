package com.rescaleequity.order.engine;

import com.rescaleequity.platform.auth.WrappingKeys;
import com.rescaleequity.platform.kafka.KafkaClients;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One copy of the exchange: a core that follows the command log, with all that stands around it. It
 * is whole when made, starts once, and stops once, or at the first fault of any part.
 */
final class Replica {

    private static final Logger LOG = Logger.getLogger(Replica.class);
    private static final long LAST_SNAPSHOT_MS = 17_000;
    private static final Duration CONFIRMATION = Duration.ofSeconds(5);
    private static final long RESTORE_PAUSE_MS = 1000;
    private static final long APPLIED_LOOK_MS = 5;

    private final String origin = UUID.randomUUID().toString();
    private final FrameQueue frames = new FrameQueue();
    private final PublishedCheck check = new PublishedCheck();
    private final PendingCalls calls;
    private final CoreLoop loop;
    private final EventLogWatch watch;
    private final CommandLog log;
    private final Snapshots snapshots;
    private final LogFollower follower;
    private final Publisher publisher;
    private final Witness witness;
    private final CoreSize size;
    private final Consumer<Throwable> fault;
    private final Thread core = Thread.ofPlatform().name("core").daemon().unstarted(this::run);
    private volatile boolean running = true;
    private volatile @Nullable Throwable failure;

    /**
     * A replica that has not started.
     *
     * @param fault told what stopped it, if anything did
     */
    Replica(
            KafkaClients kafka,
            EngineSettings settings,
            SnapshotStore store,
            WrappingKeys keys,
            Consumer<Throwable> fault) {
        this.fault = fault;
        Seal seal = new Seal(keys.derived(Seal.VOTES));
        calls = new PendingCalls(settings);
        loop = new CoreLoop(origin, calls, frames, check, seal, settings);
        watch = new EventLogWatch(kafka, frames, check, this::fail);
        log = new CommandLog(kafka, (int) settings.replyTimeoutMs());
        snapshots = new Snapshots(kafka, store, frames, settings, this::fail);
        follower = new LogFollower(kafka, loop, snapshots, frames);
        publisher = new Publisher(kafka, frames, this::isOwn, this::fail);
        witness = new Witness(origin, seal, log, this::standing, loop::isTimerDue);
        size = new CoreSize(settings.accountsAlarm());
    }

    void start() {
        witness.start();
        calls.start();
        loop.afterBatch(applied -> {
            size.note(applied);
            long offset = loop.coverage().offset();
            if (publisher.isPublishing() && follower.isCaughtUp() && snapshots.isDue(offset)) {
                snapshots.take(applied, offset);
            }
        });
        core.start();
    }

    /** Stops after the last command that has come, and leaves a snapshot for the next start. */
    void stop() {
        running = false;
        follower.stop();
        awaitEnd();
        witness.close();
        publisher.close();
        watch.close();
        calls.close();
        log.close();
    }

    private void awaitEnd() {
        try {
            core.join(LAST_SNAPSHOT_MS);
            if (core.isAlive()) {
                LOG.warn("The core did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Names this replica in the log. */
    String origin() {
        return origin;
    }

    CoreLoop loop() {
        return loop;
    }

    PendingCalls calls() {
        return calls;
    }

    CommandLog log() {
        return log;
    }

    /** Whether its core has caught up with the log and goes on. */
    boolean isReady() {
        return follower.isCaughtUp() && running && failure == null && !loop.isContested();
    }

    /** Whether new commands would wait long behind what there is to do already. */
    boolean isBehind() {
        return follower.isBehind() || frames.isLong();
    }

    /** Whether it writes the event log at this moment. */
    boolean isPublishing() {
        return publisher.isPublishing();
    }

    /** Lets its core look soon at what it is asked. */
    void wake() {
        follower.wake();
    }

    /** What stopped it, null while it goes on. */
    @Nullable Throwable failure() {
        return failure;
    }

    private @Nullable Standing standing() {
        return follower.isCaughtUp() ? loop.last() : null;
    }

    /** Whether the event log ends with what this replica has computed. */
    private boolean isOwn(Standing end) {
        while (running && loop.coverage().offset() < end.offset()) {
            pause(APPLIED_LOOK_MS);
        }
        return !check.differs(end);
    }

    private void run() {
        try {
            restore();
            watch.start();
            follower.follow(publisher::start);
            if (loop.awaitConfirmation(CONFIRMATION)) {
                snapshots.takeLast(loop.core(), loop.coverage().offset());
            } else {
                LOG.warn("No last snapshot: the event log has not confirmed what it would hold");
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    /** The database may come later than this replica; what it then holds must be right. */
    private void restore() {
        while (running) {
            try {
                follower.restore();
                return;
            } catch (IllegalStateException | PublishedCheck.DivergenceException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.warnf("The snapshots cannot be read yet: %s", e.getMessage());
                pause(RESTORE_PAUSE_MS);
            }
        }
    }

    /** A replica that has failed in one part must not go on in the others. */
    private void fail(Throwable cause) {
        if (running && failure == null) {
            failure = cause;
            fault.accept(cause);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
