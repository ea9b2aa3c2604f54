package com.rescaleequity.local.ingress;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The running replicas of one service; requests are dealt out to them in turn. */
public final class Replicas {

    private final List<Upstream> upstreams;
    private final AtomicInteger turn = new AtomicInteger();

    private Replicas(List<Upstream> upstreams) {
        this.upstreams = List.copyOf(upstreams);
    }

    /** At least one. */
    public static Replicas of(List<Upstream> upstreams) {
        if (upstreams.isEmpty()) {
            throw new IllegalArgumentException("A service needs a replica");
        }
        return new Replicas(upstreams);
    }

    int count() {
        return upstreams.size();
    }

    /** Whose turn it is. */
    Upstream next() {
        return upstreams.get(Math.floorMod(turn.getAndIncrement(), upstreams.size()));
    }
}
