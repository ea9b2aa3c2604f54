package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.Outcome.Duplicate;
import com.rescaleequity.order.trading.Outcome.Rejected;
import com.rescaleequity.order.trading.RejectDetails.NextSourceNumber;
import org.agrona.collections.Object2LongHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The last number taken from each outbox that sends commands, so that each number counts once
 * however often it is delivered. A refused command uses its number up too.
 */
final class Sources {

    private final Object2LongHashMap<String> lastNumbers = new Object2LongHashMap<>(0);

    /** Takes the next number of a source, or answers why it must not be taken. */
    @Nullable Outcome take(String source, long number) {
        if (source.isEmpty()) {
            return null;
        }
        long last = lastNumbers.getValue(source);
        if (number <= last) {
            return new Duplicate(last);
        }
        if (number > last + 1) {
            return new Rejected(RejectReason.SOURCE_GAP, new NextSourceNumber(last + 1));
        }
        lastNumbers.put(source, number);
        return null;
    }
}
