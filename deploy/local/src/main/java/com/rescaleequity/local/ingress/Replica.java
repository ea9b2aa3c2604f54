package com.rescaleequity.local.ingress;

/**
 * One replica of a service with what the ingress knows of its health: it is asked again and again
 * on a timer, so that no client's request has to find out.
 */
final class Replica {

    /** How fit a replica is for the next request, the fittest first; the order is used. */
    enum Fitness {
        /** It has said so. */
        READY,
        /** It answers, but says that it is not ready. */
        NOT_READY,
        /** It owes an answer for a while; perhaps the machine is only busy. */
        SILENT,
        /** It takes no connections, or owes an answer for long: not worth a try. */
        GONE
    }

    private static final long SILENT_NANOS = 700_000_000L;
    private static final long GONE_NANOS = 4_000_000_000L;

    private final Upstream upstream;
    private Fitness last = Fitness.READY;
    private boolean asked;
    private long askedAt;

    Replica(Upstream upstream) {
        this.upstream = upstream;
    }

    Upstream upstream() {
        return upstream;
    }

    /** Whether it owes an answer, so that it need not be asked again yet. */
    boolean isAsked() {
        return asked;
    }

    void askedNow() {
        asked = true;
        askedAt = System.nanoTime();
    }

    void answered(boolean ready) {
        asked = false;
        last = ready ? Fitness.READY : Fitness.NOT_READY;
    }

    void unreachable() {
        asked = false;
        last = Fitness.GONE;
    }

    Fitness fitness() {
        long owed = asked ? System.nanoTime() - askedAt : 0;
        if (owed > GONE_NANOS || last == Fitness.GONE) {
            return Fitness.GONE;
        }
        return owed > SILENT_NANOS ? Fitness.SILENT : last;
    }
}
