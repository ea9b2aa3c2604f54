package com.rescaleequity.platform.page;

import com.rescaleequity.platform.http.Answers;
import java.util.List;
import java.util.function.Function;

/** One page of a list, and where the list goes on. */
public record Page<T>(List<T> rows, Answers.Pagination pagination) {

    /**
     * The page that a query asked for.
     *
     * @param found the rows from the cursor on, one more than the limit when there are more
     * @param key a row's sort key
     */
    public static <T> Page<T> of(
            List<T> found, PageQuery query, PageCursor cursors, Function<T, PageCursor.Key> key) {
        boolean more = found.size() > query.limit();
        List<T> rows = more ? found.subList(0, query.limit()) : found;
        String next = more ? cursors.after(key.apply(rows.getLast())) : null;
        return new Page<>(rows, new Answers.Pagination(query.limit(), more, next));
    }
}
