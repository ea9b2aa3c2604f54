package com.rescaleequity.systemtest.load.report;

import com.rescaleequity.systemtest.load.exchange.FollowerProbe.Lag;
import com.rescaleequity.systemtest.load.machine.CpuTimes.ProcessCost;
import com.rescaleequity.systemtest.load.machine.Stop;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Rows on a terminal. */
public final class TextReport {

    private static final String HEAD =
            "%-28s %9s %8s %8s %8s %8s %8s %7s %7s %7s %8s"
                    .formatted(
                            "stage", "200/s", "p50 ms", "p90", "p99", "p99.9", "max", "refused",
                            "failed", "unsent", "us each");

    private final PrintWriter out;

    /** Writes to a terminal. */
    public TextReport(PrintWriter out) {
        this.out = out;
    }

    /** One line of progress. */
    public void say(String line) {
        out.println(line);
        out.flush();
    }

    /** The head of the rows. */
    public void head() {
        say(HEAD);
    }

    /** One stage, once it is over. */
    public void row(StageReport stage) {
        say(row(new Medians(List.of(stage))));
        for (Calls.Refusal refusal : stage.calls().refusals()) {
            say(
                    String.format(
                            Locale.ROOT,
                            "    refused %s %,d times, p50 %.1f ms, p99 %.1f ms",
                            refusal.code(),
                            refusal.count(),
                            refusal.p50(),
                            refusal.p99()));
        }
    }

    private static String row(Medians stage) {
        return String.format(
                Locale.ROOT,
                "%-28s %,9.0f %8.1f %8.1f %8.1f %8.1f %8.0f %,7.0f %,7.0f %,7.0f %8.0f",
                stage.first().stage().text(),
                stage.of(it -> it.calls().perSecond()),
                stage.of(it -> it.calls().latency().p50()),
                stage.of(it -> it.calls().latency().p90()),
                stage.of(it -> it.calls().latency().p99()),
                stage.of(it -> it.calls().latency().p999()),
                stage.of(it -> it.calls().latency().max()),
                stage.of(it -> it.calls().refused()),
                stage.of(it -> it.calls().failed()),
                stage.of(it -> it.calls().unsent()),
                stage.of(StageReport::exchangeMicros));
    }

    /** Everything at the end. */
    public void whole(Report report) {
        say("");
        List<Medians> stages = Medians.of(report.stages());
        if (stages.size() < report.stages().size()) {
            say("Medians of the rounds");
            head();
            stages.forEach(stage -> say(row(stage)));
            say("");
        }
        report.stages().forEach(this::details);
        report.overloads().forEach(this::overload);
        if (report.memory().total() > 0) {
            say(
                    "Memory (Pss): "
                            + report.memory().total()
                            + " MB in all "
                            + report.memory().megabytes());
        }
        report.notes().forEach(this::say);
        for (Report.Proof proof : report.proofs()) {
            say("%s: %s %s".formatted(proof.name(), word(proof.outcome()), proof.text()).strip());
        }
    }

    private static String word(Report.Outcome outcome) {
        return switch (outcome) {
            case HOLDS -> "holds.";
            case FAILED -> "FAILED.";
            case NOT_CHECKED -> "not checked.";
        };
    }

    private void details(StageReport stage) {
        String name = stage.stage().text() + " (round " + stage.stage().round() + ")";
        if (!stage.cpu().isEmpty()) {
            say(
                    "%s, us each: %s"
                            .formatted(
                                    name,
                                    stage.cpu().stream()
                                            .map(TextReport::cost)
                                            .collect(Collectors.joining(", "))));
        }
        if (!stage.followers().isEmpty()) {
            say(
                    "    slowest reads that waited for a follower: "
                            + stage.followers().stream()
                                    .map(TextReport::lag)
                                    .collect(Collectors.joining(", ")));
        }
        if (!stage.stops().isEmpty()) {
            say(
                    "    above 10 ms: %d young collections, %d full, %d log flushes; longest %.0f ms"
                            .formatted(
                                    stage.count(Stop.Kind.YOUNG_COLLECTION),
                                    stage.count(Stop.Kind.FULL_COLLECTION),
                                    stage.count(Stop.Kind.LOG_FLUSH),
                                    stage.stops().stream()
                                            .mapToDouble(Stop::millis)
                                            .max()
                                            .orElse(0)));
        }
    }

    private static String cost(ProcessCost cost) {
        return String.format(Locale.ROOT, "%s %.0f", cost.process(), cost.micros());
    }

    private static String lag(Lag lag) {
        return lag.follower()
                + " "
                + lag.slowestMillis()
                + " ms"
                + (lag.stale() > 0 ? " (" + lag.stale() + " stale)" : "");
    }

    private void overload(OverloadReport it) {
        say(
                String.format(
                        Locale.ROOT,
                        "Overload: %,d/s offered, %,.0f/s done = %.0f %% of %,.0f/s; refusals p99 %.0f ms; cancels p99 %.0f ms; p99 at half load %.1f ms before, %.1f ms five seconds after",
                        it.offered(),
                        it.goodput(),
                        it.share() * 100,
                        it.peak(),
                        it.refusedP99(),
                        it.cancelP99(),
                        it.before(),
                        it.after()));
    }
}
