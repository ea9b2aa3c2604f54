package com.rescaleequity.systemtest.load;

import com.rescaleequity.systemtest.load.flow.Mix;
import com.rescaleequity.systemtest.load.machine.CollectionWatch;
import com.rescaleequity.systemtest.load.machine.FlushWatch;
import com.rescaleequity.systemtest.load.machine.Member;
import com.rescaleequity.systemtest.load.machine.Memory;
import com.rescaleequity.systemtest.load.machine.Stop;
import com.rescaleequity.systemtest.load.report.OverloadReport;
import com.rescaleequity.systemtest.load.report.Report;
import com.rescaleequity.systemtest.load.report.StageReport;
import com.rescaleequity.systemtest.load.report.TextReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A whole run: the stages of a plan in rounds, and what the machine tells meanwhile. */
final class Suite {

    private static final int WARM_CONNECTIONS = 64;
    private static final Duration ECHO_WARMUP = Duration.ofSeconds(5);

    private final Session session;
    private final Tuning tuning;
    private final TextReport text;
    private final StageRunner runner;
    private final List<StageReport> stages = new ArrayList<>();
    private final List<OverloadReport> overloads = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Report.Proof> broken = new ArrayList<>();

    Suite(Session session, Tuning tuning, TextReport text, StopSwitch stop) {
        this.session = session;
        this.tuning = tuning;
        this.text = text;
        runner = new StageRunner(session, tuning, stop);
    }

    /** Loads without measuring; the echo first, since code compiled for orders alone is redone. */
    void warmUp(Duration duration) throws IOException {
        if (duration.isZero()) {
            return;
        }
        text.say("Warming up for " + duration.toSeconds() + " s");
        if (session.hasEcho(tuning.straight())) {
            runner.run(closed(Mix.ECHO), shorter(ECHO_WARMUP, duration));
        }
        runner.run(closed(Mix.MIXED), duration);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Stage closed(Mix mix) {
        return new Stage(mix, Door.REST, new Pace.Closed(WARM_CONNECTIONS));
    }

    /**
     * Runs the stages.
     *
     * @param stormOrders how many orders a storm cancels
     * @param flushes whether to count slow flushes of the logs
     */
    void run(Plan plan, int rounds, int stormOrders, boolean flushes)
            throws IOException, InterruptedException {
        List<Stage> wanted = possible(plan.stages());
        List<Member> members = session.members();
        Optional<FlushWatch> flushWatch = flushes ? FlushWatch.start(members) : Optional.empty();
        try (CollectionWatch collections = CollectionWatch.start(members)) {
            text.head();
            for (int round = 1; round <= rounds; round++) {
                runner.setRound(round);
                for (Stage stage : wanted) {
                    if (!runner.stopped()) {
                        run(stage, round, stormOrders);
                    }
                }
            }
            List<Stop> stops = new ArrayList<>(collections.stops());
            slowFlushes(flushWatch)
                    .ifPresentOrElse(
                            stops::addAll,
                            () -> notes.add("Flushes of the logs were not counted."));
            stages.replaceAll(stage -> stage.with(stops));
        } finally {
            flushWatch.ifPresent(FlushWatch::close);
        }
    }

    private static Optional<List<Stop>> slowFlushes(Optional<FlushWatch> watch)
            throws InterruptedException {
        try {
            return watch.isPresent() ? watch.get().stop() : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Without what this exchange does not have. */
    private List<Stage> possible(List<Stage> stages) throws IOException {
        boolean echo = session.hasEcho(tuning.straight());
        boolean socket = session.hasTradeSocket(tuning.straight());
        if (!echo && stages.stream().anyMatch(stage -> stage.mix() == Mix.ECHO)) {
            note("No echo: the exchange runs without EXCHANGE_TESTING_ECHO=true.");
        }
        if (!socket && stages.stream().anyMatch(stage -> stage.door() == Door.WS)) {
            note("No orders over WebSocket: nothing answers at /ws/trade.");
        }
        return stages.stream()
                .filter(stage -> echo || stage.mix() != Mix.ECHO)
                .filter(stage -> socket || stage.door() != Door.WS)
                .toList();
    }

    private void note(String note) {
        notes.add(note);
        text.say(note);
    }

    private void run(Stage stage, int round, int stormOrders) throws InterruptedException {
        try {
            if (stage.mix() == Mix.OVERLOAD) {
                Overload overload = new Overload(runner, stage);
                overloads.add(overload.run(round));
                overload.stages().forEach(text::row);
                stages.addAll(overload.stages());
                return;
            }
            StageReport report =
                    stage.mix() == Mix.STORM ? runner.storm(stage, stormOrders) : runner.run(stage);
            text.row(report);
            stages.add(report);
        } catch (IOException e) {
            String why = "broke off: " + e.getMessage();
            String name = "Stage %s %s".formatted(stage.mix(), stage.door());
            broken.add(new Report.Proof(name, Report.Outcome.FAILED, why));
            text.say(name + " " + why);
        }
    }

    /** Everything, once the load is over. */
    Report report(Report.Setting setting) throws IOException, InterruptedException {
        Memory memory = Memory.now(session.members());
        text.say("Proving that books and logs are whole");
        List<Report.Proof> proofs = new ArrayList<>(broken);
        proofs.addAll(Proofs.of(session));
        return new Report(setting, stages, overloads, memory, proofs, notes);
    }
}
