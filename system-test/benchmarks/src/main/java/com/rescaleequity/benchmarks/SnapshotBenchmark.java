package com.rescaleequity.benchmarks;

import com.rescaleequity.order.trading.TradingCore;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long the core stands still for a snapshot of 100,000 open orders, and how soon it is back
 * from one: on the first call of a process, which runs code that is not compiled yet, and later.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 10)
@Measurement(iterations = 10)
@Fork(
        value = 2,
        jvmArgs = {"-Xms2g", "-Xmx2g", "-XX:+UseSerialGC"})
public class SnapshotBenchmark {

    private static final int FIRST_CALLS = 5;
    private static final int PART_BYTES = 1 << 22;

    private TradingCore core = new TradingCore();

    @Setup
    public void fillCore() {
        WholeCore filled = new WholeCore();
        Flow flow = Flows.growing(Flows.COMMANDS);
        filled.replay(WholeCore.envelopes(flow.commands()));
        core = filled.core();
    }

    /** What restoring needs; a process that restores has written no snapshot before. */
    @State(Scope.Benchmark)
    public static class Written {

        private final List<byte[]> parts = new ArrayList<>();

        @Setup
        public void write(SnapshotBenchmark filled) {
            filled.core.snapshot(PART_BYTES, (part, _) -> parts.add(part));
        }

        TradingCore restored() {
            Iterator<byte[]> next = parts.iterator();
            return TradingCore.restore(() -> next.hasNext() ? next.next() : null, 7);
        }
    }

    @Benchmark
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    @Fork(FIRST_CALLS)
    public long firstSnapshot() {
        return snapshot();
    }

    @Benchmark
    public long laterSnapshot() {
        return snapshot();
    }

    @Benchmark
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    @Fork(FIRST_CALLS)
    public TradingCore firstRestore(Written written) {
        return written.restored();
    }

    @Benchmark
    public TradingCore laterRestore(Written written) {
        return written.restored();
    }

    /** Makes the parts one after the other, as for the database; gives their bytes. */
    private long snapshot() {
        long[] bytes = {0};
        core.snapshot(PART_BYTES, (part, _) -> bytes[0] += part.length);
        return bytes[0];
    }
}
