package com.rescaleequity.systemtest.load.report;

import com.rescaleequity.systemtest.load.exchange.FollowerProbe.Lag;
import com.rescaleequity.systemtest.load.machine.CpuTimes.ProcessCost;
import com.rescaleequity.systemtest.load.machine.Members;
import com.rescaleequity.systemtest.load.machine.Stop;
import java.util.List;

/**
 * What one stage found.
 *
 * @param stage what was sent and how
 * @param window when, and for how long it was measured
 * @param calls how they went
 * @param cpu processor time per answer 200, by process; empty where the system does not tell
 * @param followers how far each was behind at most
 * @param stops collections and flushes above ten milliseconds meanwhile
 */
public record StageReport(
        StageName stage,
        Window window,
        Calls calls,
        List<ProcessCost> cpu,
        List<Lag> followers,
        List<Stop> stops) {

    /**
     * What a stage sent and how.
     *
     * @param mix in lower case
     * @param door rest or ws
     * @param rate calls a second of an open loop; 0 in a closed one
     * @param connections how many calls were under way at most
     * @param round from 1
     */
    public record StageName(String mix, String door, int rate, int connections, int round) {

        public boolean isOpen() {
            return rate > 0;
        }

        /** What is the same in every round. */
        public String text() {
            return isOpen()
                    ? "%s %s, %,d/s".formatted(mix, door, rate)
                    : "%s %s, %d at once".formatted(mix, door, connections);
        }
    }

    /**
     * When a stage was.
     *
     * @param from epoch ms, its settling included
     * @param until epoch ms
     * @param seconds measured
     */
    public record Window(long from, long until, double seconds) {

        boolean contains(long moment) {
            return moment >= from && moment <= until;
        }
    }

    /** What all processes but the load's own took per answer, microseconds. */
    public double exchangeMicros() {
        return cpu.stream()
                .filter(cost -> !cost.process().equals(Members.LOAD))
                .mapToDouble(ProcessCost::micros)
                .sum();
    }

    /** How far the slowest follower was behind, ms. */
    public long slowestFollower() {
        return followers.stream().mapToLong(Lag::slowestMillis).max().orElse(0);
    }

    /** How many stops of a kind there were. */
    public long count(Stop.Kind kind) {
        return stops.stream().filter(stop -> stop.kind() == kind).count();
    }

    /** With the stops of a whole run that fall into its window. */
    public StageReport with(List<Stop> ofRun) {
        return new StageReport(
                stage,
                window,
                calls,
                cpu,
                followers,
                ofRun.stream().filter(stop -> window.contains(stop.at())).toList());
    }
}
