package com.rescaleequity.systemtest.load.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines in a frame, as SVG. The vertical axis may be logarithmic, the horizontal one never is. */
final class LineChart {

    /** One point of a line. */
    record Point(double x, double y) {}

    private record Line(String name, List<Point> points) {}

    private static final String[] COLOURS = {
        "#1b6ca8", "#2a9d5c", "#d08a1d", "#c0392b", "#7d4fa6", "#444444", "#2aa3a3", "#a83f72"
    };
    private static final int LEFT = 64;
    private static final int RIGHT = 150;
    private static final int TOP = 28;
    private static final int BOTTOM = 36;
    private static final int STEPS = 5;

    private final String title;
    private final String xName;
    private final boolean logarithmic;
    private final int width;
    private final int height;
    private final List<Line> lines = new ArrayList<>();
    private double lowX;
    private double highX;
    private double lowY;
    private double highY;

    LineChart(String title, String xName, boolean logarithmic, int width, int height) {
        this.title = title;
        this.xName = xName;
        this.logarithmic = logarithmic;
        this.width = width;
        this.height = height;
    }

    void add(String name, List<Point> points) {
        if (!points.isEmpty()) {
            lines.add(new Line(name, points));
        }
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    String svg() {
        measure();
        StringBuilder svg = new StringBuilder();
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\">\n"
                        .formatted(width, height, width));
        text(svg, LEFT, 16, "start", title);
        frame(svg);
        for (int i = 0; i < lines.size(); i++) {
            line(svg, lines.get(i), i);
        }
        return svg.append("</svg>\n").toString();
    }

    private void frame(StringBuilder svg) {
        for (double value : ticks()) {
            double y = y(value);
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
                            LEFT,
                            y,
                            width - RIGHT,
                            y));
            text(svg, LEFT - 6, y + 4, "end", Html.number(value));
        }
        for (int step = 0; step <= STEPS; step++) {
            double value = lowX + (highX - lowX) * step / STEPS;
            text(svg, x(value), height - BOTTOM + 16, "middle", Html.count(value));
        }
        text(svg, (LEFT + width - RIGHT) / 2.0, height - 4, "middle", xName);
    }

    /** Powers of ten, or equal steps from zero. */
    private List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (logarithmic) {
            for (double value = lowY; value <= highY * 1.0001; value *= 10) {
                ticks.add(value);
            }
        } else {
            for (int step = 0; step <= STEPS; step++) {
                ticks.add(highY * step / STEPS);
            }
        }
        return ticks;
    }

    private void line(StringBuilder svg, Line line, int number) {
        String colour = COLOURS[number % COLOURS.length];
        StringBuilder path = new StringBuilder();
        for (Point point : line.points()) {
            path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point.x()), y(point.y())));
        }
        svg.append(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.8\"/>%n"
                        .formatted(path.toString().strip(), colour));
        if (line.points().size() < 20) {
            for (Point point : line.points()) {
                svg.append(
                        String.format(
                                Locale.ROOT,
                                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\"/>%n",
                                x(point.x()),
                                y(point.y()),
                                colour));
            }
        }
        int legend = TOP + 6 + number * 16;
        svg.append(
                "<rect x=\"%d\" y=\"%d\" width=\"10\" height=\"4\" fill=\"%s\"/>%n"
                        .formatted(width - RIGHT + 10, legend - 4, colour));
        text(svg, width - RIGHT + 26, legend, "start", line.name());
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                        x,
                        y,
                        anchor,
                        Html.escape(text)));
    }

    private double x(double value) {
        double span = highX - lowX;
        double share = span == 0 ? 0.5 : (value - lowX) / span;
        return LEFT + share * (width - LEFT - RIGHT);
    }

    private double y(double value) {
        double share =
                logarithmic
                        ? Math.log(Math.max(value, lowY) / lowY) / Math.log(highY / lowY)
                        : value / highY;
        return height - BOTTOM - share * (height - TOP - BOTTOM);
    }

    /** Finds the ends of both axes; only a logarithmic one does not begin at zero. */
    private void measure() {
        List<Point> all = lines.stream().flatMap(line -> line.points().stream()).toList();
        lowX = all.stream().mapToDouble(Point::x).min().orElse(0);
        highX = all.stream().mapToDouble(Point::x).max().orElse(1);
        double lowest = all.stream().mapToDouble(Point::y).min().orElse(1);
        double highest = all.stream().mapToDouble(Point::y).max().orElse(1);
        lowY = Math.pow(10, Math.floor(Math.log10(Math.max(0.01, lowest))));
        highY =
                logarithmic
                        ? Math.max(
                                lowY * 10,
                                Math.pow(10, Math.ceil(Math.log10(Math.max(0.01, highest)))))
                        : Math.max(1, highest * 1.1);
    }
}
