package com.rescaleequity.platform.json;

import com.rescaleequity.platform.decimal.DecimalInput;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.errors.FieldError;
import jakarta.ws.rs.core.MultivaluedMap;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Typed reading of a body's or query's fields into one {@link Problems}. A reader returns null both
 * for "not given" and for "given wrongly"; the latter is noted as a problem.
 */
public final class Fields {

    private static final long LATEST = 253_402_300_799_999L;

    private final Map<String, JsonValue> values;
    private final Set<String> repeated = new LinkedHashSet<>();
    private final Set<String> noted = new LinkedHashSet<>();
    private final Problems problems;
    private final String prefix;
    private final boolean query;

    private Fields(Map<String, JsonValue> values, Problems problems, String prefix, boolean query) {
        this.values = values;
        this.problems = problems;
        this.prefix = prefix;
        this.query = query;
    }

    /** Fields of a body; any field outside the known ones is a problem. */
    public static Fields ofBody(JsonValue.Members body, Set<String> known, Problems problems) {
        return ofItem(body, known, problems, "");
    }

    /**
     * Fields of one item of a batch, whose paths start with the prefix, e.g. {@code orders[2].}.
     */
    public static Fields ofItem(
            JsonValue.Members item, Set<String> known, Problems problems, String prefix) {
        for (String name : item.fields().keySet()) {
            if (!known.contains(name)) {
                problems.add(prefix + name, ErrorCode.UNKNOWN_PARAMETER, "is not a known field.");
            }
        }
        return new Fields(item.fields(), problems, prefix, false);
    }

    /**
     * Fields of a query; unknown ones are ignored, empty values count as not given. A parameter
     * that is given more than once is a problem as soon as somebody reads it.
     */
    public static Fields ofQuery(MultivaluedMap<String, String> query, Problems problems) {
        Map<String, JsonValue> values = new LinkedHashMap<>();
        Fields fields = new Fields(values, problems, "", true);
        query.forEach((name, given) -> {
            if (given.size() > 1) {
                fields.repeated.add(name);
            } else if (!given.getFirst().isEmpty()) {
                values.put(name, new JsonValue.Text(given.getFirst()));
            }
        });
        return fields;
    }

    /** The same fields once more, with nothing noted against them. */
    public Fields again() {
        return new Fields(values, new Problems(), prefix, query);
    }

    public Problems problems() {
        return problems;
    }

    public boolean has(String name) {
        return value(name) != null;
    }

    /** The raw value, null when absent or JSON null. */
    public @Nullable JsonValue value(String name) {
        if (repeated.contains(name) && noted.add(name)) {
            problem(name, ErrorCode.CONFLICTING_PARAMETERS, "is given more than once.");
        }
        JsonValue value = values.get(name);
        return value instanceof JsonValue.Null ? null : value;
    }

    public @Nullable String text(String name) {
        JsonValue value = value(name);
        if (value == null) {
            return null;
        }
        if (value instanceof JsonValue.Text(String text)) {
            if (text.indexOf('\0') < 0) {
                return text;
            }
            // No database column can hold it.
            problem(name, ErrorCode.INVALID_PARAMETER, "must not hold the character NUL.");
            return null;
        }
        problem(name, ErrorCode.INVALID_PARAMETER, "must be a string.");
        return null;
    }

    public @Nullable String requiredText(String name) {
        if (!has(name) && !repeated.contains(name)) {
            problem(name, ErrorCode.MISSING_PARAMETER, "is required.");
        }
        return text(name);
    }

    /** One of the allowed words, in any case. */
    public <E> @Nullable E choice(String name, Map<String, E> allowed, ErrorCode code) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        for (Map.Entry<String, E> word : allowed.entrySet()) {
            if (word.getKey().equalsIgnoreCase(text)) {
                return word.getValue();
            }
        }
        problem(name, code, "must be one of " + String.join(", ", allowed.keySet()) + ".");
        problems.detail("allowed", List.copyOf(allowed.keySet()));
        return null;
    }

    /** A comma list of the allowed words, in any case; empty when not given. */
    public <E> Set<E> choices(String name, Map<String, E> allowed, ErrorCode code) {
        String text = text(name);
        if (text == null) {
            return Set.of();
        }
        Map<String, E> lower =
                allowed.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        e -> e.getKey().toLowerCase(Locale.ROOT),
                                        Map.Entry::getValue));
        Set<E> chosen = new LinkedHashSet<>();
        for (String word : text.split(",", -1)) {
            E value = lower.get(word.strip().toLowerCase(Locale.ROOT));
            if (value == null) {
                problem(name, code, "may hold " + String.join(", ", allowed.keySet()) + ".");
                problems.detail("allowed", List.copyOf(allowed.keySet()));
                return Set.of();
            }
            chosen.add(value);
        }
        return chosen;
    }

    /** A decimal sent as number or string. */
    public @Nullable DecimalInput decimal(String name) {
        JsonValue value = value(name);
        if (value == null) {
            return null;
        }
        try {
            return switch (value) {
                case JsonValue.Numeral(String literal) -> DecimalInput.parse(literal, true);
                case JsonValue.Text(String text) -> DecimalInput.parse(text, false);
                default -> throw new NumberFormatException("must be a number.");
            };
        } catch (NumberFormatException e) {
            problem(name, ErrorCode.INVALID_PARAMETER, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** A whole number within bounds, or null; in a query its digits are text. */
    public @Nullable Long integer(String name, long min, long max) {
        JsonValue value = value(name);
        if (value == null) {
            return null;
        }
        String digits =
                switch (value) {
                    case JsonValue.Numeral(String literal) -> literal;
                    case JsonValue.Text(String text) when query -> text;
                    default -> "";
                };
        if (digits.matches("-?[0-9]{1,18}")) {
            long number = Long.parseLong(digits);
            if (number >= min && number <= max) {
                return number;
            }
        }
        problem(
                name,
                ErrorCode.INVALID_PARAMETER,
                "must be a whole number from " + min + " to " + max + ".");
        problems.detail("min", min);
        problems.detail("max", max);
        return null;
    }

    /** {@link #integer} with a default for "not given". */
    public long integer(String name, long min, long max, long otherwise) {
        Long given = integer(name, min, max);
        return given == null ? otherwise : given;
    }

    /**
     * A moment, epoch ms, until the end of the year 9999.
     *
     * @param earliest the first that is allowed
     */
    public @Nullable Long time(String name, long earliest) {
        return integer(name, earliest, LATEST);
    }

    public @Nullable Boolean flag(String name) {
        JsonValue value = value(name);
        if (value == null) {
            return null;
        }
        if (value instanceof JsonValue.Flag(boolean flag)) {
            return flag;
        }
        if (query
                && value instanceof JsonValue.Text(String text)
                && (text.equals("true") || text.equals("false"))) {
            return Boolean.parseBoolean(text);
        }
        problem(name, ErrorCode.INVALID_PARAMETER, "must be true or false.");
        return null;
    }

    /** Notes a problem of one of these fields. */
    public void problem(String name, ErrorCode code, String message) {
        problems.add(prefix + name, code, message);
    }

    /** Notes a well-formed value that the rules of a market do not allow. */
    public void againstRules(String name, ErrorCode code, String message) {
        problems.add(new FieldError(prefix + name, code, message));
    }

    /** Notes a value off its market's grid, with the two nearest on it. */
    public void offGrid(String name, ErrorCode code, String message, List<BigDecimal> nearest) {
        problems.add(new FieldError(prefix + name, code, message, nearest));
    }
}
