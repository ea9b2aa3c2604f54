package com.rescaleequity.systemtest.load.report;

import com.rescaleequity.systemtest.load.loop.Latencies;
import com.rescaleequity.systemtest.load.loop.Measurement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How the calls of a stage went.
 *
 * @param answered 200, in time
 * @param perSecond of these
 * @param latency of these and of those that were given up, from when they were due
 * @param kinds the same by what was called
 * @param refusals by code
 * @param failed without an answer
 * @param unsent given up before they could be sent
 * @param throughput answers 200 in each second, the settling included
 */
public record Calls(
        long answered,
        double perSecond,
        Latency latency,
        List<Kind> kinds,
        List<Refusal> refusals,
        long failed,
        long unsent,
        List<Long> throughput) {

    /** A distribution, ms. */
    public record Latency(
            double p50,
            double p90,
            double p99,
            double p999,
            double max,
            List<Latencies.Point> curve) {

        static Latency of(Latencies latencies) {
            return new Latency(
                    latencies.millis(50),
                    latencies.millis(90),
                    latencies.millis(99),
                    latencies.millis(99.9),
                    latencies.millis(100),
                    latencies.curve());
        }
    }

    /** What was called, how often it was answered 200, and how fast. */
    public record Kind(String call, long answered, Latency latency) {}

    /** How often a code came, and how long after the call was sent, ms. */
    public record Refusal(String code, long count, double p50, double p99) {}

    /**
     * What a stage measured.
     *
     * @param now when it ended, {@code System.nanoTime()}
     */
    public static Calls of(Measurement measurement, long now) {
        List<Kind> kinds = new ArrayList<>();
        measurement
                .byKind()
                .forEach((kind, latencies) ->
                        kinds.add(
                                new Kind(
                                        kind.name().toLowerCase(Locale.ROOT),
                                        latencies.count(),
                                        Latency.of(latencies))));
        List<Refusal> refusals = new ArrayList<>();
        measurement
                .refused()
                .forEach((code, latencies) ->
                        refusals.add(
                                new Refusal(
                                        code,
                                        latencies.count(),
                                        latencies.millis(50),
                                        latencies.millis(99))));
        return new Calls(
                measurement.inTime(),
                measurement.inTime() / measurement.seconds(now),
                Latency.of(measurement.all()),
                kinds,
                refusals,
                measurement.failed(),
                measurement.unsent(),
                Arrays.stream(measurement.perSecond()).boxed().toList());
    }

    public long refused() {
        return refusals.stream().mapToLong(Refusal::count).sum();
    }
}
