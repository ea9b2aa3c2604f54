package com.rescaleequity.platform.csv;

import com.rescaleequity.platform.page.PageCursor;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list of which a file is made.
 *
 * @param columns the names of all fields that its views can have, in their order
 * @param pages reads its rows
 * @param key a row's sort key
 * @param view what a row shows, as JSON would
 * @param most rows of the file at most
 */
public record CsvSource<R>(
        List<String> columns,
        Pages<R> pages,
        Function<R, PageCursor.Key> key,
        Function<R, ?> view,
        long most) {

    /** Reads a list page by page. */
    @FunctionalInterface
    public interface Pages<R> {

        /**
         * The next rows, fewer only where the list ends.
         *
         * @param after the last row of the page before, null for the first page
         */
        Uni<List<R>> read(PageCursor.@Nullable Key after, int rows);
    }
}
