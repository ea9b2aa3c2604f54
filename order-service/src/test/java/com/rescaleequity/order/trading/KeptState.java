package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.state.PartSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** A core's snapshot in memory, part by part. */
public final class KeptState {

    private static final int PART_BYTES = 1 << 10;

    private final List<byte[]> parts;

    private KeptState(List<byte[]> parts) {
        this.parts = parts;
    }

    public static KeptState of(TradingCore core) {
        return of(core, PART_BYTES);
    }

    static KeptState of(TradingCore core, int partBytes) {
        List<byte[]> parts = new ArrayList<>();
        boolean[] whole = {false};
        core.snapshot(
                partBytes,
                (part, last) -> {
                    if (whole[0]) {
                        throw new AssertionError("a part behind the last");
                    }
                    parts.add(part);
                    whole[0] = last;
                });
        if (!whole[0]) {
            throw new AssertionError("no part was the last");
        }
        return new KeptState(parts);
    }

    /** The parts themselves, for a test that damages them. */
    List<byte[]> parts() {
        return parts;
    }

    public PartSource source() {
        Iterator<byte[]> next = parts.iterator();
        return () -> next.hasNext() ? next.next() : null;
    }

    int bytes() {
        return parts.stream().mapToInt(part -> part.length).sum();
    }

    TradingCore restored(long labelSecret) {
        return TradingCore.restore(source(), labelSecret);
    }

    @Override
    public boolean equals(Object that) {
        return that instanceof KeptState other
                && parts.size() == other.parts.size()
                && Arrays.deepEquals(parts.toArray(), other.parts.toArray());
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(parts.toArray());
    }
}
