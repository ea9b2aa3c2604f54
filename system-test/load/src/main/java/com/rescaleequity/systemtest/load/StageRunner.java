package com.rescaleequity.systemtest.load;

import com.rescaleequity.systemtest.load.exchange.FollowerProbe;
import com.rescaleequity.systemtest.load.flow.Mix;
import com.rescaleequity.systemtest.load.flow.OpenOrders;
import com.rescaleequity.systemtest.load.flow.Traders;
import com.rescaleequity.systemtest.load.loop.LoadLoop;
import com.rescaleequity.systemtest.load.loop.Measurement;
import com.rescaleequity.systemtest.load.loop.Schedule;
import com.rescaleequity.systemtest.load.loop.Script;
import com.rescaleequity.systemtest.load.machine.CpuTimes;
import com.rescaleequity.systemtest.load.machine.Member;
import com.rescaleequity.systemtest.load.report.Calls;
import com.rescaleequity.systemtest.load.report.StageReport;
import com.rescaleequity.systemtest.load.report.StageReport.StageName;
import com.rescaleequity.systemtest.load.report.StageReport.Window;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/** Runs stages one after the other. */
final class StageRunner {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration OVERLOAD_PATIENCE = Duration.ofSeconds(1);
    private static final int OPEN_SOCKET_CALLS = 1024;
    private static final int OVERLOAD_CONNECTIONS = 1024;

    private final Session session;
    private final Tuning tuning;
    private final BooleanSupplier stopped;
    private final Map<String, Double> lastClosed = new HashMap<>();
    private boolean swapped;
    private int round = 1;

    StageRunner(Session session, Tuning tuning, BooleanSupplier stopped) {
        this.session = session;
        this.tuning = tuning;
        this.stopped = stopped;
    }

    void setRound(int number) {
        round = number;
    }

    /** Whether somebody wants no more stages. */
    boolean stopped() {
        return stopped.getAsBoolean();
    }

    /** What the last closed loop did, calls a second; 0 if there was none. */
    private double closedRate(Mix mix, Door door) {
        return lastClosed.getOrDefault(mix + " " + door, 0.0);
    }

    /** Runs a stage for as long as all are measured. */
    StageReport run(Stage stage) throws IOException {
        return run(stage, tuning.duration());
    }

    StageReport run(Stage stage, Duration duration) throws IOException {
        int rate = rate(stage);
        int calls = callsUnderWay(stage, rate);
        boolean isSocket = stage.door() == Door.WS;
        int lanes = isSocket ? Math.min(tuning.sockets(), calls) : calls;
        swapped = !swapped;
        Traders traders = session.traders(stage.mix(), lanes, swapped);
        List<URI> targets =
                isSocket
                        ? session.place().sockets(tuning.straight())
                        : session.place().targets(stage.mix(), tuning.straight());
        int slots = isSocket ? calls / lanes : 0;
        IntFunction<Script> scripts = lane -> traders.script(stage.mix(), lane);
        StageCrew crew = new StageCrew(stage.mix(), traders, targets, slots, scripts);
        StageName name = name(stage, rate, calls);
        StageReport report = measure(name, crew, duration);
        if (rate == 0) {
            lastClosed.put(stage.mix() + " " + stage.door(), report.calls().perSecond());
        }
        return report;
    }

    /** Places many orders, then cancels all of them and measures that. */
    StageReport storm(Stage stage, int ordersInAll) throws IOException {
        int lanes = callsUnderWay(stage, 0);
        Traders traders = session.traders(Mix.STORM, lanes, false);
        OpenOrders open = traders.openOrders(perAccount(ordersInAll));
        List<URI> targets = session.place().targets(Mix.STORM, tuning.straight());
        IntFunction<Script> placing = lane -> traders.placing(open, lane);
        IntFunction<Script> cancelling = lane -> traders.cancelling(open, lane);
        StageName name = name(stage, 0, lanes);
        measure(
                name,
                new StageCrew(Mix.STORM, traders, targets, 0, placing),
                Duration.ofMinutes(1));
        StageCrew crew = new StageCrew(Mix.STORM, traders, targets, 0, cancelling);
        return measureWhole(name, crew, Duration.ofMinutes(1));
    }

    private int perAccount(int ordersInAll) {
        // The stock market rules allow 200.
        return Math.clamp(ordersInAll / session.manyAccounts(), 1, 190);
    }

    private StageName name(Stage stage, int rate, int calls) {
        return new StageName(
                stage.mix().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                stage.door().name().toLowerCase(Locale.ROOT),
                rate,
                calls,
                round);
    }

    private int rate(Stage stage) {
        return switch (stage.pace()) {
            case Pace.Closed _ -> 0;
            case Pace.Open open -> open.rate();
            case Pace.Share share ->
                    Math.max(1, (int) (closedRate(stage.mix(), stage.door()) * share.ofClosed()));
        };
    }

    private int callsUnderWay(Stage stage, int rate) {
        if (stage.pace() instanceof Pace.Closed closed) {
            return closed.connections();
        }
        if (stage.mix() == Mix.OVERLOAD) {
            return OVERLOAD_CONNECTIONS;
        }
        return stage.door() == Door.WS
                ? Math.min(OPEN_SOCKET_CALLS, Math.max(tuning.sockets(), rate))
                : tuning.connections();
    }

    /** Measures a stage after it has settled. */
    private StageReport measure(StageName name, StageCrew crew, Duration duration)
            throws IOException {
        return measure(name, crew, tuning.settling(), duration);
    }

    private StageReport measureWhole(StageName name, StageCrew crew, Duration longest)
            throws IOException {
        return measure(name, crew, Duration.ZERO, longest);
    }

    private StageReport measure(
            StageName name, StageCrew crew, Duration settling, Duration duration)
            throws IOException {
        List<Member> members = session.members();
        try (LoadLoop loop = new LoadLoop(crew, stopped)) {
            CpuTimes before = CpuTimes.now(members);
            long fromMillis = System.currentTimeMillis();
            long start = System.nanoTime();
            long from = start + settling.toNanos();
            Measurement measurement = new Measurement(start, from, from + duration.toNanos());
            List<FollowerProbe.Lag> lags;
            if (crew.mix().writes()) {
                FollowerProbe probe =
                        FollowerProbe.start(session.place().rest(), session.anyKey(), from);
                try (probe) {
                    send(loop, name, crew.mix(), measurement, start);
                }
                lags = probe.lags();
            } else {
                send(loop, name, crew.mix(), measurement, start);
                lags = List.of();
            }
            long now = System.nanoTime();
            CpuTimes after = CpuTimes.now(members);
            Calls calls = Calls.of(measurement, now);
            double seconds = measurement.seconds(now);
            return new StageReport(
                    name,
                    new Window(fromMillis, System.currentTimeMillis(), seconds),
                    calls,
                    after.since(before, measurement.acknowledged()),
                    lags,
                    List.of());
        }
    }

    private static void send(
            LoadLoop loop, StageName name, Mix mix, Measurement measurement, long start)
            throws IOException {
        if (name.isOpen()) {
            Schedule schedule = Schedule.of(start, name.rate(), measurement.until() - start);
            Duration patience = mix == Mix.OVERLOAD ? OVERLOAD_PATIENCE : PATIENCE;
            loop.open(measurement, schedule, patience.toNanos());
        } else {
            loop.closed(measurement);
        }
    }

    /** Waits, unless somebody wants no more. */
    void rest(Duration duration) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() - end < 0 && !stopped()) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
