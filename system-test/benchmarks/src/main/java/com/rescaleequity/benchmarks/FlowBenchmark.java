package com.rescaleequity.benchmarks;

import com.rescaleequity.order.trading.message.CommandEnvelope;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds per command of whole flows, each from an empty book: the whole core, its book alone,
 * and exchange-core's two books. Every one must come to the totals of the flow's maker.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Flows.COMMANDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 2,
        jvmArgs = {
            "-Xms4g",
            "-Xmx4g",
            "-Xmn2g",
            "-XX:+UseSerialGC",
            "-XX:+UseTransparentHugePages"
        })
public class FlowBenchmark {

    @Param({"steady", "growing"})
    private String flowName = "steady";

    private @Nullable Flow flow;
    private FlowCommand[] commands = {};
    private CommandEnvelope[] envelopes = {};
    private WholeCore filledCore = new WholeCore();
    private @Nullable BenchmarkedBook last;

    @Setup
    public void makeFlow() {
        flow =
                flowName.equals("steady")
                        ? Flows.steady(Flows.COMMANDS)
                        : Flows.growing(Flows.COMMANDS);
        commands = flow.commands();
        envelopes = WholeCore.envelopes(commands);
    }

    @Setup(Level.Invocation)
    public void fillAccounts() {
        filledCore = new WholeCore();
    }

    @TearDown(Level.Iteration)
    public void checkTotals() {
        FlowTotals reached = last == null ? filledCore.totals() : last.totals();
        Objects.requireNonNull(flow).check(reached);
    }

    @Benchmark
    public long wholeCore() {
        filledCore.replay(envelopes);
        return filledCore.consumed();
    }

    @Benchmark
    public OwnBook ownBook() {
        OwnBook book = new OwnBook();
        for (FlowCommand command : commands) {
            book.apply(command);
        }
        last = book;
        return book;
    }

    @Benchmark
    public PeerBook naiveBook() {
        return replayed(PeerBook.naive());
    }

    @Benchmark
    public PeerBook directBook() {
        return replayed(PeerBook.direct());
    }

    private PeerBook replayed(PeerBook book) {
        for (FlowCommand command : commands) {
            book.apply(command);
        }
        last = book;
        return book;
    }
}
