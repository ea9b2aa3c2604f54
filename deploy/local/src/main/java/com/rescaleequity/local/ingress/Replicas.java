package com.rescaleequity.local.ingress;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The running replicas of one service. Requests are dealt out in turn to the fittest of them. Used
 * by the ingress's event loop alone.
 */
public final class Replicas {

    private final List<Replica> replicas;
    private int turn;

    private Replicas(List<Replica> replicas) {
        this.replicas = replicas;
    }

    /** At least one. */
    public static Replicas of(List<Upstream> upstreams) {
        if (upstreams.isEmpty()) {
            throw new IllegalArgumentException("A service needs a replica");
        }
        return new Replicas(upstreams.stream().map(Replica::new).toList());
    }

    List<Replica> all() {
        return replicas;
    }

    /** Whether a replica is left that answers. */
    boolean hasOther(Set<Replica> tried) {
        return replicas.stream()
                .anyMatch(one ->
                        !tried.contains(one)
                                && one.fitness().compareTo(Replica.Fitness.SILENT) < 0);
    }

    /** Whose turn it is among the fittest that have not been tried, or null if none is left. */
    @Nullable Replica next(Set<Replica> tried) {
        Replica best = null;
        int first = Math.floorMod(turn++, replicas.size());
        for (int i = 0; i < replicas.size(); i++) {
            Replica one = replicas.get((first + i) % replicas.size());
            Replica.Fitness fitness = one.fitness();
            if (fitness != Replica.Fitness.GONE
                    && !tried.contains(one)
                    && (best == null || fitness.compareTo(best.fitness()) < 0)) {
                best = one;
            }
        }
        return best;
    }
}
