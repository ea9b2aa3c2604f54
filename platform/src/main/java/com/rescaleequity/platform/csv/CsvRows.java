package com.rescaleequity.platform.csv;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.rescaleequity.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lines of RFC 4180 from the views that JSON shows too: each cell has the very text of the JSON
 * value, whatever has members of its own stands there as JSON, and null is empty. Text that a
 * spreadsheet would take for a formula gets an apostrophe before it; numbers have none.
 */
final class CsvRows {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String LINE_END = "\r\n";
    private static final String QUOTED = ",\"\r\n";
    private static final String FORMULAS = "=+-@";

    private final List<String> columns;
    private final Map<String, Integer> places = new HashMap<>();

    /** Lines with these columns, which are the names of the views' fields. */
    CsvRows(List<String> columns) {
        this.columns = List.copyOf(columns);
        for (String column : columns) {
            places.put(column, places.size());
        }
    }

    /** The first line: the names of the columns. */
    byte[] header() {
        StringBuilder line = new StringBuilder();
        end(line, columns.toArray(String[]::new));
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A line for each view.
     *
     * @throws IllegalStateException when a view has a field that is no column
     */
    byte[] lines(List<?> views) {
        byte[] json = Json.NUMBERS.bytes(views);
        StringBuilder lines = new StringBuilder(json.length / 2);
        try (JsonParser in = JSON.createParser(json)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.START_OBJECT) {
                end(lines, cells(in, json));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("What was just written as JSON is none", e);
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private @Nullable String[] cells(JsonParser in, byte[] json) throws IOException {
        @Nullable String[] cells = new @Nullable String[columns.size()];
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            Integer place = places.get(name);
            if (place == null) {
                throw new IllegalStateException("There is no column for " + name);
            }
            cells[place] = cell(in, json);
        }
        return cells;
    }

    private static @Nullable String cell(JsonParser in, byte[] json) throws IOException {
        return switch (in.nextToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> guarded(in.getText());
            case START_ARRAY, START_OBJECT -> {
                int begin = (int) in.currentTokenLocation().getByteOffset();
                in.skipChildren();
                int end = (int) in.currentLocation().getByteOffset();
                yield new String(json, begin, end - begin, StandardCharsets.UTF_8);
            }
            // A number's own digits: no double has been near them.
            default -> in.getText();
        };
    }

    private static String guarded(String text) {
        return !text.isEmpty() && FORMULAS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static void end(StringBuilder line, @Nullable String[] cells) {
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                line.append(',');
            }
            String cell = cells[i];
            if (cell != null) {
                line.append(quoted(cell));
            }
        }
        line.append(LINE_END);
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(letter -> QUOTED.indexOf(letter) >= 0);
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
