package com.rescaleequity.systemtest.load.machine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Notes every collection above ten milliseconds in the JVMs of an exchange. It looks more often
 * than such collections can follow each other, and the counters tell how long the last one took.
 */
public final class CollectionWatch implements AutoCloseable {

    private static final long LOOK_MILLIS = 5;
    private static final String TICKS_A_SECOND = "sun.os.hrt.frequency";

    private final List<Collector> collectors = new ArrayList<>();
    private final List<Stop> stops = new ArrayList<>();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("collections").unstarted(this::run);
    private volatile boolean running = true;

    private CollectionWatch() {}

    /** Begins to watch those whose counters can be read. */
    public static CollectionWatch start(List<Member> members) {
        CollectionWatch watch = new CollectionWatch();
        for (Member member : members) {
            if (member.isJava() && !member.name().equals(Members.LOAD)) {
                watch.add(member);
            }
        }
        watch.thread.start();
        return watch;
    }

    private void add(Member member) {
        try {
            JvmCounters counters = JvmCounters.of(member.pid());
            for (Stop.Kind kind : List.of(Stop.Kind.YOUNG_COLLECTION, Stop.Kind.FULL_COLLECTION)) {
                Collector collector = new Collector(member.name(), kind, counters);
                if (collector.exists()) {
                    collectors.add(collector);
                }
            }
        } catch (IOException e) {
            // It does not tell; the others do.
        }
    }

    private void run() {
        while (running) {
            long now = System.currentTimeMillis();
            for (Collector collector : collectors) {
                double millis = collector.millisOfNew();
                if (millis > Stop.NOTED_MILLIS) {
                    note(new Stop(collector.process(), collector.kind(), now, millis));
                }
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private synchronized void note(Stop stop) {
        stops.add(stop);
    }

    /** What it saw so far. */
    public synchronized List<Stop> stops() {
        return List.copyOf(stops);
    }

    @Override
    public void close() {
        running = false;
        thread.interrupt();
    }

    /** One of the two collectors of a JVM. */
    private static final class Collector {

        private final String process;
        private final Stop.Kind kind;
        private final JvmCounters counters;
        private final String name;
        private long seen;

        Collector(String process, Stop.Kind kind, JvmCounters counters) {
            this.process = process;
            this.kind = kind;
            this.counters = counters;
            name = "sun.gc.collector." + (kind == Stop.Kind.YOUNG_COLLECTION ? 0 : 1) + ".";
            seen = counters.value(name + "lastExitTime");
        }

        boolean exists() {
            return counters.has(name + "lastExitTime") && counters.has(name + "lastEntryTime");
        }

        String process() {
            return process;
        }

        Stop.Kind kind() {
            return kind;
        }

        /** How long the last collection took if it is over and was not seen yet, else 0. */
        double millisOfNew() {
            long exit = counters.value(name + "lastExitTime");
            long entry = counters.value(name + "lastEntryTime");
            if (exit == seen || exit < entry) {
                return 0;
            }
            seen = exit;
            double ticks = counters.value(TICKS_A_SECOND);
            return (exit - entry) * TimeUnit.SECONDS.toMillis(1) / Math.max(1, ticks);
        }
    }
}
