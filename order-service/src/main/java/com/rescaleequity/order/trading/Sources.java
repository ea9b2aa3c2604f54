package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.Outcome.Duplicate;
import com.rescaleequity.order.trading.Outcome.Rejected;
import com.rescaleequity.order.trading.RejectDetails.NextSourceNumber;
import com.rescaleequity.order.trading.state.StateReader;
import com.rescaleequity.order.trading.state.StateWriter;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The last number taken from each outbox that sends commands, so that each number counts once
 * however often it is delivered. A refused command uses its number up too.
 */
final class Sources {

    private final Map<String, Long> lastNumbers = new TreeMap<>();

    /** Takes the next number of a source, or answers why it must not be taken. */
    @Nullable Outcome take(String source, long number) {
        if (source.isEmpty()) {
            return null;
        }
        long last = lastNumbers.getOrDefault(source, 0L);
        if (number <= last) {
            return new Duplicate(last);
        }
        if (number > last + 1) {
            return new Rejected(RejectReason.SOURCE_GAP, new NextSourceNumber(last + 1));
        }
        lastNumbers.put(source, number);
        return null;
    }

    void write(StateWriter state) {
        state.number(lastNumbers.size());
        lastNumbers.forEach((source, number) -> {
            state.text(source);
            state.number(number);
        });
    }

    void read(StateReader state) {
        int count = state.count();
        for (int i = 0; i < count; i++) {
            lastNumbers.put(state.text(), state.number());
        }
    }
}
