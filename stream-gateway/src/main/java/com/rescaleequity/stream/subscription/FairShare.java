package com.rescaleequity.stream.subscription;

import java.util.LinkedHashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Divides the memory for past events between the private streams: when it is full, the stream that
 * has the most gives up its oldest event. A busy account shortens its own past only. Hub only.
 */
final class FairShare {

    private final NavigableMap<Integer, Set<PastEvents>> bySize = new TreeMap<>();
    private final int most;
    private int total;

    /**
     * A memory of a size.
     *
     * @param most events over all streams
     */
    FairShare(int most) {
        this.most = most;
    }

    /** Counts an event that the stream has just remembered. */
    void added(PastEvents stream) {
        move(stream, stream.size() - 1);
        total++;
        while (total > most) {
            PastEvents longest = bySize.lastEntry().getValue().iterator().next();
            longest.forgetOldest();
            move(longest, longest.size() + 1);
            total--;
        }
    }

    /** How many events are remembered. */
    int total() {
        return total;
    }

    private void move(PastEvents stream, int sizeBefore) {
        bySize.computeIfPresent(
                sizeBefore,
                (size, streams) -> {
                    streams.remove(stream);
                    return streams.isEmpty() ? null : streams;
                });
        if (stream.size() > 0) {
            bySize.computeIfAbsent(stream.size(), size -> new LinkedHashSet<>()).add(stream);
        }
    }
}
