package com.rescaleequity.platform.json;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.errors.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers everything wrong with one request, so that the client hears it all at once. */
public final class Problems {

    /** Whoever sends more nonsense than this is not helped by more rows, and rows cost us. */
    private static final int MOST = 20;

    private final List<FieldError> errors = new ArrayList<>();
    private final Map<String, Object> details = new LinkedHashMap<>();
    private boolean whole;
    private boolean malformed;

    /** Notes one bad field. */
    public void add(String field, ErrorCode code, String message) {
        markMalformed();
        add(new FieldError(field, code, message));
    }

    /** Notes one bad field, whose value may be well-formed all the same. */
    public void add(FieldError error) {
        if (!whole && errors.size() < MOST) {
            errors.add(error);
        }
    }

    /** Notes a value that has no fields at all: that they are missing is not said beside it. */
    public void addWhole(String field, ErrorCode code, String message) {
        add(field, code, message);
        whole = true;
    }

    /** Adds machine data; kept only when exactly one field is wrong. */
    public void detail(String name, Object value) {
        details.put(name, value);
    }

    public boolean isEmpty() {
        return errors.isEmpty();
    }

    /** Says that one of the values noted is none that any rules could allow. */
    public void markMalformed() {
        malformed = true;
    }

    /** Whether all that is wrong are well-formed values that the rules of a market do not allow. */
    public boolean areAgainstRulesOnly() {
        return !errors.isEmpty() && !malformed;
    }

    /**
     * Ends the reading.
     *
     * @throws ApiException the field's own code when one is wrong, INVALID_PARAMETER when several
     */
    public void throwIfAny() {
        if (!errors.isEmpty()) {
            throw refusal();
        }
    }

    /** What {@link #throwIfAny} throws; only when there are problems. */
    public ApiException refusal() {
        if (errors.size() == 1) {
            FieldError only = errors.getFirst();
            return new ApiException(
                    only.code(), only.field() + ": " + only.message(), errors, details);
        }
        return new ApiException(
                ErrorCode.INVALID_PARAMETER,
                errors.size() + " fields are wrong; see errors.",
                errors,
                Map.of());
    }
}
