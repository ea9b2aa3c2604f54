package com.rescaleequity.order.api;

import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import java.time.Duration;

/** When an order that is good till a date ends: neither at once nor in years. */
final class ExpireAt {

    private static final String NAME = "expireAt";
    private static final long LEAST_AHEAD = Duration.ofSeconds(5).toMillis();
    private static final long MOST_AHEAD = Duration.ofDays(90).toMillis();

    /** Stands for the moment at which an order was taken, when its time was right. */
    static final long WHEN_TAKEN = -1;

    private ExpireAt() {}

    /** Epoch ms; 0 when it is not given, or noted as a problem. */
    static long read(Fields fields, long now) {
        Long given = fields.time(NAME, 1);
        if (given == null) {
            return 0;
        }
        if (now == WHEN_TAKEN) {
            return given;
        }
        long first = now + LEAST_AHEAD;
        long last = now + MOST_AHEAD;
        if (given < first || given > last) {
            fields.problem(NAME, ErrorCode.INVALID_PARAMETER, "must be from 5 s to 90 days ahead.");
            fields.problems().detail("min", first);
            fields.problems().detail("max", last);
            return 0;
        }
        return given;
    }
}
