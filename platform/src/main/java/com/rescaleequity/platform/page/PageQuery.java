package com.rescaleequity.platform.page;

import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of a query that all paged lists share. Newest first, unless a start time without a sort
 * asks for what came after it.
 *
 * @param startTime epoch ms, inclusive
 * @param endTime epoch ms, inclusive
 */
public record PageQuery(
        int limit,
        boolean ascending,
        @Nullable Long startTime,
        @Nullable Long endTime,
        @Nullable String cursor) {

    private static final int LIMIT = 50;
    private static final int MAX_LIMIT = 500;
    private static final Map<String, Boolean> SORTS = Map.of("asc", true, "desc", false);

    /** Reads the shared fields, noting their problems. */
    public static PageQuery of(Fields query) {
        long limit = query.integer("limit", 1, MAX_LIMIT, LIMIT);
        Long start = query.time("startTime", 0);
        Long end = query.time("endTime", 0);
        if (start != null && end != null && start > end) {
            query.problem("startTime", ErrorCode.INVALID_TIME_RANGE, "must not be after endTime.");
        }
        Boolean ascending = query.choice("sort", SORTS, ErrorCode.INVALID_PARAMETER);
        return new PageQuery(
                (int) limit,
                ascending == null ? start != null : ascending,
                start,
                end,
                query.text("cursor"));
    }
}
