package com.rescaleequity.systemtest.load.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long calls took: a histogram with three digits, up to two minutes. One thread uses it. */
public final class Latencies {

    /** One point of the distribution: so many percent took at most so long. */
    public record Point(double percentile, double millis) {}

    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);
    private static final double[] CURVE = {
        0, 10, 25, 50, 75, 90, 95, 97.5, 99, 99.5, 99.9, 99.99, 100
    };

    private final Histogram micros = new Histogram(LONGEST_MICROS, 3);

    /** Takes in one call; above two minutes they count as two minutes. */
    public void record(long nanos) {
        long value = TimeUnit.NANOSECONDS.toMicros(nanos);
        micros.recordValue(Math.clamp(value, 0, LONGEST_MICROS));
    }

    /** Takes in all of others. */
    public void add(Latencies others) {
        micros.add(others.micros);
    }

    public long count() {
        return micros.getTotalCount();
    }

    /** So many percent took at most so long; 0 when there is nothing. */
    public double millis(double percentile) {
        return count() == 0 ? 0 : micros.getValueAtPercentile(percentile) / 1000.0;
    }

    /** The distribution, from the shortest to the longest. */
    public List<Point> curve() {
        List<Point> points = new ArrayList<>();
        for (double percentile : CURVE) {
            points.add(new Point(percentile, millis(percentile)));
        }
        return points;
    }
}
