package com.rescaleequity.order.api;

import com.rescaleequity.order.trading.message.ClientOrderId;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The clients' labels of their orders, and ours where a client gives none. */
final class OrderLabels {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_\\-.:]{1,36}");

    private static final int PROCESS_BITS = 13;
    private static final int COUNT_BITS = 8;
    private static final long PROCESS = new SecureRandom().nextLong(1L << PROCESS_BITS);
    private static final AtomicLong LAST = new AtomicLong();

    private OrderLabels() {}

    static @Nullable String read(Fields fields, String name) {
        String label = fields.text(name);
        if (label != null && !isOne(label)) {
            fields.problem(
                    name, ErrorCode.INVALID_PARAMETER, "must be 1 to 36 of A-Z a-z 0-9 _ - . :");
            return null;
        }
        return label;
    }

    static boolean isOne(String label) {
        return SHAPE.matcher(label).matches();
    }

    /**
     * A label of the kind that the trading core keeps as a number: the time, this process, and a
     * count, so that an index of them grows at its end. No order has it, unless its own client
     * guessed it before; then two of that client's orders have one label.
     */
    static String assign() {
        long first = (System.currentTimeMillis() << PROCESS_BITS | PROCESS) << COUNT_BITS;
        return ClientOrderId.of(
                        LAST.accumulateAndGet(first, (last, now) -> Math.max(last + 1, now)))
                .text();
    }
}
