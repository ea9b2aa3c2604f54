package com.rescaleequity.order.trading;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Plays simulations for a range of seeds; a failure says how to play it again. */
final class SeededRuns {

    private static final int THREADS = 2;

    private SeededRuns() {}

    /** Plays every seed of a range on two threads; throws if any fails. */
    static SimulationCoverage play(long firstSeed, long lastSeed, int steps)
            throws InterruptedException {
        SimulationCoverage coverage = new SimulationCoverage();
        AtomicLong next = new AtomicLong(firstSeed);
        List<Future<?>> workers = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                workers.add(executor.submit(() -> playNext(next, lastSeed, steps, coverage)));
            }
        }
        for (Future<?> worker : workers) {
            try {
                worker.get();
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause().getMessage(), e.getCause().getCause());
            }
        }
        return coverage;
    }

    private static void playNext(
            AtomicLong next, long lastSeed, int steps, SimulationCoverage coverage) {
        try {
            for (long seed = next.getAndIncrement();
                    seed <= lastSeed;
                    seed = next.getAndIncrement()) {
                coverage.add(play(seed, steps));
            }
        } catch (AssertionError failure) {
            next.set(lastSeed + 1);
            throw failure;
        }
    }

    private static SimulationCoverage play(long seed, int steps) {
        Simulation simulation = new Simulation(seed);
        for (int step = 1; step <= steps; step++) {
            try {
                simulation.step();
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError(reproduction(seed, step) + "\n" + failure, failure);
            }
        }
        return simulation.coverage();
    }

    private static String reproduction(long seed, int step) {
        return "Reproduce with: ./verify -pl order-service -am"
                + " -Dtest=TradingCoreSimulationTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -DskipITs -Dseed="
                + seed
                + " -Dsteps="
                + step;
    }

    /**
     * Plays seeds one after the other, and answers the first failure. Called through reflection
     * from outside of the class loader that loaded this class.
     */
    static @Nullable String firstFailure(int seeds, int steps) {
        for (int seed = 1; seed <= seeds; seed++) {
            try {
                play(seed, steps);
            } catch (AssertionError failure) {
                return failure.getMessage();
            }
        }
        return null;
    }
}
