package com.rescaleequity.systemtest.load.report;

/**
 * What became of the exchange when it was offered far more than it can do.
 *
 * @param peak answers 200 a second in a closed loop before it
 * @param offered calls a second
 * @param goodput answers 200 a second meanwhile
 * @param refusedP99 how long the slowest refusals took, ms
 * @param cancelP99 how long cancels took meanwhile, ms; 0 if none came through
 * @param before p99 at half of the peak before, ms
 * @param after the same, beginning five seconds after it ended
 */
public record OverloadReport(
        int round,
        double peak,
        int offered,
        double goodput,
        double refusedP99,
        double cancelP99,
        double before,
        double after) {

    /** Which part of the peak was kept. */
    public double share() {
        return peak == 0 ? 0 : goodput / peak;
    }
}
