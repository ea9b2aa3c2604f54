package com.rescaleequity.platform.json;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.errors.FieldError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers everything wrong with one request, so that the client hears it all at once. */
public final class Problems {

    private final List<FieldError> errors = new ArrayList<>();
    private final Map<String, Object> details = new LinkedHashMap<>();
    private boolean whole;

    /** Notes one bad field. */
    public void add(String field, ErrorCode code, String message) {
        if (!whole) {
            errors.add(new FieldError(field, code, message));
        }
    }

    /** Notes a value that has no fields at all: that they are missing is not said beside it. */
    public void addWhole(String field, ErrorCode code, String message) {
        add(field, code, message);
        whole = true;
    }

    /** Notes a value off its grid, with the two nearest valid ones. */
    void addOffGrid(String field, ErrorCode code, String message, List<BigDecimal> nearest) {
        errors.add(new FieldError(field, code, message, nearest));
    }

    /** Adds machine data; kept only when exactly one field is wrong. */
    public void detail(String name, Object value) {
        details.put(name, value);
    }

    public boolean isEmpty() {
        return errors.isEmpty();
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
