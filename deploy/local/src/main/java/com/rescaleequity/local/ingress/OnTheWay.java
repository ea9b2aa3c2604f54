package com.rescaleequity.local.ingress;

import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The requests that wait for a service's answer, the oldest first. Of the event loop alone. */
final class OnTheWay {

    private static final long LOOK_MILLIS = 100;

    /** A request that waits for its answer, or for the rest of it. */
    interface Traveller {

        boolean hasWaitedTooLong(long now);

        /** Answers with what is certain now. */
        void giveUp();

        /** The replica is silent. */
        void leave(Replica silent);

        /** The replica does not go on, and the client has a part of its answer. */
        void cut(Replica gone);
    }

    private final Set<Traveller> waiting = new LinkedHashSet<>();
    private final Set<Traveller> streaming = new HashSet<>();

    void start(Vertx vertx) {
        vertx.setPeriodic(LOOK_MILLIS, timer -> endThoseThatWaitTooLong());
    }

    void add(Traveller passage) {
        waiting.add(passage);
    }

    void remove(Traveller passage) {
        waiting.remove(passage);
        streaming.remove(passage);
    }

    /** The answer has begun and comes in pieces. */
    void streams(Traveller passage) {
        waiting.remove(passage);
        streaming.add(passage);
    }

    /** All have the same patience, so those behind the first that still has some have it too. */
    private void endThoseThatWaitTooLong() {
        long now = System.nanoTime();
        while (!waiting.isEmpty()) {
            Traveller oldest = waiting.iterator().next();
            if (!oldest.hasWaitedTooLong(now)) {
                return;
            }
            oldest.giveUp();
        }
    }

    /** What may be asked twice is asked elsewhere. */
    void leave(Replica replica) {
        for (Traveller passage : List.copyOf(waiting)) {
            passage.leave(replica);
        }
        if (replica.fitness() == Replica.Fitness.GONE) {
            List.copyOf(streaming).forEach(passage -> passage.cut(replica));
        }
    }
}
