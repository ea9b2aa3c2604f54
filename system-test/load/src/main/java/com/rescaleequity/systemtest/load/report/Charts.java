package com.rescaleequity.systemtest.load.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The charts of a page. */
final class Charts {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 300;
    private static final int SMALL_WIDTH = 460;
    private static final int SMALL_HEIGHT = 160;

    private final List<Medians> stages;

    Charts(List<Medians> stages) {
        this.stages = stages;
    }

    /** One chart for each mix and door that was run at two rates or more, or at two widths. */
    String latencyOverLoad() {
        StringBuilder html = new StringBuilder();
        groups(true)
                .forEach((name, group) ->
                        html.append(
                                latency(
                                        name + ": ms over calls a second",
                                        "calls a second",
                                        group)));
        groups(false)
                .forEach((name, group) ->
                        html.append(
                                latency(
                                        name + ": ms over calls under way",
                                        "calls under way",
                                        group)));
        return html.toString();
    }

    private Map<String, List<Medians>> groups(boolean open) {
        Map<String, List<Medians>> groups = new LinkedHashMap<>();
        for (Medians stage : stages) {
            StageReport.StageName name = stage.first().stage();
            if (name.isOpen() == open) {
                groups.computeIfAbsent(name.mix() + " " + name.door(), any -> new ArrayList<>())
                        .add(stage);
            }
        }
        groups.values().removeIf(group -> group.size() < 2);
        return groups;
    }

    private static String latency(String title, String xName, List<Medians> group) {
        LineChart chart = new LineChart(title, xName, true, WIDTH, HEIGHT);
        chart.add("p50", line(group, it -> it.calls().latency().p50()));
        chart.add("p90", line(group, it -> it.calls().latency().p90()));
        chart.add("p99", line(group, it -> it.calls().latency().p99()));
        chart.add("p99.9", line(group, it -> it.calls().latency().p999()));
        return chart.svg();
    }

    private static List<LineChart.Point> line(
            List<Medians> group, ToDoubleFunction<StageReport> figure) {
        return group.stream()
                .map(stage -> new LineChart.Point(load(stage.first().stage()), stage.of(figure)))
                .sorted(java.util.Comparator.comparingDouble(LineChart.Point::x))
                .toList();
    }

    private static double load(StageReport.StageName name) {
        return name.isOpen() ? name.rate() : name.connections();
    }

    /** One small chart for each stage, every round a line. */
    String throughputOverTime(List<StageReport> all) {
        Map<String, LineChart> charts = new LinkedHashMap<>();
        for (StageReport stage : all) {
            charts.computeIfAbsent(
                            stage.stage().text(),
                            name ->
                                    new LineChart(
                                            name + ", answers 200 a second",
                                            "seconds",
                                            false,
                                            SMALL_WIDTH,
                                            SMALL_HEIGHT))
                    .add("round " + stage.stage().round(), seconds(stage));
        }
        StringBuilder html = new StringBuilder();
        charts.values().stream()
                .filter(chart -> !chart.isEmpty())
                .forEach(chart -> html.append(chart.svg()));
        return html.toString();
    }

    /** The last second is not a whole one. */
    private static List<LineChart.Point> seconds(StageReport stage) {
        List<LineChart.Point> points = new ArrayList<>();
        List<Long> throughput = stage.calls().throughput();
        for (int second = 0; second + 1 < throughput.size(); second++) {
            points.add(new LineChart.Point(second, throughput.get(second)));
        }
        return points;
    }
}
