package com.rescaleequity.platform.csv;

import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.page.PageCursor;
import com.rescaleequity.platform.page.PageQuery;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Whether a list is wanted as a page of JSON or as a file. A file holds the whole list, or as much
 * of it as a limit says that is given; it has no pages, and so no cursor leads into it.
 */
public enum FileFormat {
    JSON,
    CSV;

    private static final Map<String, FileFormat> WORDS = words();

    /** Reads what is wanted, noting problems. */
    public static FileFormat read(Fields query) {
        FileFormat format = query.choice("format", WORDS, ErrorCode.INVALID_PARAMETER);
        if (format == CSV && query.has("cursor")) {
            query.problem(
                    "cursor",
                    ErrorCode.CONFLICTING_PARAMETERS,
                    "cannot be given with format=csv, which has no pages.");
        }
        return format == null ? JSON : format;
    }

    /** A file of what a query asks for. */
    public static <R> CsvSource<R> file(
            Fields query,
            PageQuery page,
            List<String> columns,
            CsvSource.Pages<R> pages,
            Function<R, PageCursor.Key> key,
            Function<R, ?> view) {
        long most = query.has("limit") ? page.limit() : Long.MAX_VALUE;
        return new CsvSource<>(columns, pages, key, view, most);
    }

    private static Map<String, FileFormat> words() {
        Map<String, FileFormat> words = new LinkedHashMap<>();
        words.put("json", JSON);
        words.put("csv", CSV);
        return Collections.unmodifiableMap(words);
    }
}
