package com.rescaleequity.order.engine;

import com.google.protobuf.ByteString;
import com.rescaleequity.platform.runtime.Worker;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.Tick;
import com.rescaleequity.protocol.trading.TickOrBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Says in the command log, every second, what this replica has come to. The others compare, and
 * time passes for all of them even if nobody trades; sooner when an order or a timer runs out.
 */
final class Witness implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Witness.class);
    private static final long EVERY_MS = 1_000;
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final String origin;
    private final Seal seal;
    private final CommandLog log;
    private final Supplier<@Nullable Standing> result;
    private final BooleanSupplier timerDue;
    private final Worker worker = new Worker("witness", this::round);
    private long due = Long.MIN_VALUE;

    /**
     * A witness that has not started.
     *
     * @param result what this replica came to last; null as long as it has not caught up
     * @param timerDue whether something waits for the time to pass
     */
    Witness(
            String origin,
            Seal seal,
            CommandLog log,
            Supplier<@Nullable Standing> result,
            BooleanSupplier timerDue) {
        this.origin = origin;
        this.seal = seal;
        this.log = log;
        this.result = result;
        this.timerDue = timerDue;
    }

    void start() {
        worker.start();
    }

    @Override
    public void close() {
        worker.close();
    }

    private void round() throws InterruptedException {
        worker.pause(LOOK_EVERY);
        Standing last = result.get();
        long now = System.nanoTime() / 1_000_000;
        if (last != null && worker.isRunning() && (now >= due || timerDue.getAsBoolean())) {
            due = now + EVERY_MS;
            tell(last);
        }
    }

    /** What a replica says, vouched for. */
    static Tick said(String origin, Standing last, Seal seal) {
        Tick.Builder tick =
                Tick.newBuilder()
                        .setWitness(origin)
                        .setCommandOffset(last.offset())
                        .setSequence(last.sequence())
                        .setEventHash(last.eventHash());
        byte[] proof = seal.over(numbers(tick), bytes(tick));
        return tick.setProof(ByteString.copyFrom(proof)).build();
    }

    /** Whether a replica said so, and not somebody else who may write to the log. */
    static boolean isVouchedFor(Tick tick, Seal seal) {
        return seal.fits(tick.getProof().toByteArray(), numbers(tick), bytes(tick));
    }

    private static long[] numbers(TickOrBuilder tick) {
        return new long[] {tick.getCommandOffset(), tick.getSequence(), tick.getEventHash()};
    }

    private static byte[] bytes(TickOrBuilder tick) {
        return tick.getWitness().getBytes(StandardCharsets.UTF_8);
    }

    private void tell(Standing last) {
        Tick tick = said(origin, last, seal);
        log.append(
                Command.newBuilder().setTick(tick).build(),
                failure -> LOG.debugf("A tick was lost: %s", failure.getMessage()));
    }
}
