package com.rescaleequity.systemtest.load.report;

import com.rescaleequity.systemtest.load.machine.CpuTimes.ProcessCost;
import com.rescaleequity.systemtest.load.machine.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everything on one page. */
public final class HtmlReport {

    private static final String STYLE =
            """
            body { font: 14px/1.4 system-ui, sans-serif; margin: 2em auto; max-width: 72em; color: #222 }
            table { border-collapse: collapse; margin: 0.5em 0 1.5em }
            th, td { padding: 0.2em 0.7em; border-bottom: 1px solid #ddd; text-align: right }
            th:first-child, td:first-child { text-align: left }
            svg { max-width: 100%; margin: 0.3em 0 } svg text { font-size: 11px; fill: #333 }
            .failed { color: #b00; font-weight: bold } .small svg { width: 23em }
            """;

    private final Report report;
    private final List<Medians> stages;

    private HtmlReport(Report report) {
        this.report = report;
        stages = Medians.of(report.stages());
    }

    /** Writes a page that stands for itself. */
    public static void write(Report report, Path file) throws IOException {
        Files.writeString(file, page(report));
    }

    static String page(Report report) {
        return new HtmlReport(report).page();
    }

    private String page() {
        Report.Setting setting = report.setting();
        StringBuilder html = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head>");
        html.append("<meta charset=\"utf-8\"><title>Load</title>\n<style>\n")
                .append(STYLE)
                .append("</style></head><body>\n<h1>Load</h1>\n")
                .append(Html.paragraph(setting.started() + ", " + setting.machine()))
                .append(Html.paragraph(setting.target()))
                .append(Html.paragraph("run " + setting.command()));
        proofs(html);
        overview(html);
        Charts charts = new Charts(stages);
        html.append(Html.heading("Latency over load")).append(charts.latencyOverLoad());
        html.append(Html.heading("Throughput over time"))
                .append("<div class=\"small\">")
                .append(charts.throughputOverTime(report.stages()))
                .append("</div>\n");
        overloads(html);
        html.append(Html.heading("Processor time per answer, microseconds")).append(cpu());
        html.append(threads());
        html.append(Html.heading("Memory after it, MB (Pss)")).append(memory());
        report.notes().forEach(note -> html.append(Html.paragraph(note)));
        return html.append("</body></html>\n").toString();
    }

    private void proofs(StringBuilder html) {
        for (Report.Proof proof : report.proofs()) {
            String text =
                    Html.escape(
                            proof.name()
                                    + ": "
                                    + switch (proof.outcome()) {
                                        case HOLDS -> "holds. ";
                                        case FAILED -> "failed. ";
                                        case NOT_CHECKED -> "not checked. ";
                                    }
                                    + proof.text());
            boolean failed = proof.outcome() == Report.Outcome.FAILED;
            html.append(failed ? "<p class=\"failed\">" : "<p>").append(text).append("</p>\n");
        }
    }

    private void overview(StringBuilder html) {
        List<List<String>> rows = new ArrayList<>();
        for (Medians stage : stages) {
            rows.add(
                    List.of(
                            stage.first().stage().text(),
                            Html.count(stage.of(it -> it.calls().perSecond())),
                            Html.number(stage.of(it -> it.calls().latency().p50())),
                            Html.number(stage.of(it -> it.calls().latency().p90())),
                            Html.number(stage.of(it -> it.calls().latency().p99())),
                            Html.number(stage.of(it -> it.calls().latency().p999())),
                            Html.number(stage.of(it -> it.calls().latency().max())),
                            Html.count(stage.of(it -> it.calls().refused())),
                            Html.count(stage.of(it -> it.calls().failed())),
                            Html.count(stage.of(it -> it.calls().unsent())),
                            Html.count(stage.of(it -> it.count(Stop.Kind.YOUNG_COLLECTION))),
                            Html.count(stage.of(it -> it.count(Stop.Kind.FULL_COLLECTION))),
                            Html.count(stage.of(it -> it.count(Stop.Kind.LOG_FLUSH))),
                            Html.count(stage.of(StageReport::slowestFollower))));
        }
        html.append(Html.heading("Stages (medians of the rounds; latencies in ms from due time)"))
                .append(
                        Html.table(
                                List.of(
                                        "stage",
                                        "200/s",
                                        "p50",
                                        "p90",
                                        "p99",
                                        "p99.9",
                                        "max",
                                        "refused",
                                        "failed",
                                        "unsent",
                                        "young > 10 ms",
                                        "full > 10 ms",
                                        "flushes > 10 ms",
                                        "follower ms"),
                                rows));
    }

    private void overloads(StringBuilder html) {
        if (report.overloads().isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (OverloadReport it : report.overloads()) {
            rows.add(
                    List.of(
                            String.valueOf(it.round()),
                            Html.count(it.peak()),
                            Html.count(it.offered()),
                            Html.count(it.goodput()),
                            Html.count(it.share() * 100),
                            Html.number(it.refusedP99()),
                            Html.number(it.cancelP99()),
                            Html.number(it.before()),
                            Html.number(it.after())));
        }
        html.append(Html.heading("Overload"))
                .append(
                        Html.table(
                                List.of(
                                        "round",
                                        "peak/s",
                                        "offered/s",
                                        "done/s",
                                        "% of peak",
                                        "refusals p99",
                                        "cancels p99",
                                        "p99 before",
                                        "p99 after"),
                                rows));
    }

    private String cpu() {
        Set<String> processes = new LinkedHashSet<>();
        stages.forEach(it -> it.first().cpu().forEach(cost -> processes.add(cost.process())));
        List<String> head = new ArrayList<>(List.of("stage", "exchange"));
        head.addAll(processes);
        List<List<String>> rows = new ArrayList<>();
        for (Medians stage : stages) {
            List<String> row = new ArrayList<>();
            row.add(stage.first().stage().text());
            row.add(Html.number(stage.of(StageReport::exchangeMicros)));
            for (String process : processes) {
                row.add(Html.number(stage.of(it -> micros(it, process))));
            }
            rows.add(row);
        }
        return Html.table(head, rows);
    }

    private static double micros(StageReport stage, String process) {
        return stage.cpu().stream()
                .filter(cost -> cost.process().equals(process))
                .mapToDouble(ProcessCost::micros)
                .sum();
    }

    private String threads() {
        StringBuilder html = new StringBuilder();
        for (Medians stage : stages) {
            List<List<String>> rows = new ArrayList<>();
            for (ProcessCost process : stage.first().cpu()) {
                process.threads()
                        .forEach(it ->
                                rows.add(
                                        List.of(
                                                process.process() + " " + it.thread(),
                                                Html.number(it.micros()))));
            }
            if (!rows.isEmpty()) {
                html.append(
                        Html.details(
                                stage.first().stage().text() + ", by thread (first round)",
                                Html.table(List.of("thread", "microseconds"), rows)));
            }
        }
        return html.toString();
    }

    private String memory() {
        List<List<String>> rows = new ArrayList<>();
        for (Map.Entry<String, Long> entry : report.memory().megabytes().entrySet()) {
            rows.add(List.of(entry.getKey(), Html.count(entry.getValue())));
        }
        rows.add(List.of("the exchange in all", Html.count((double) report.memory().total())));
        return Html.table(List.of("process", "MB"), rows);
    }
}
