package com.rescaleequity.platform.errors;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One bad field of a request.
 *
 * @param field dotted path of the field
 * @param nearest the two nearest valid values, for values off their grid
 */
public record FieldError(
        String field, ErrorCode code, String message, @Nullable List<BigDecimal> nearest) {

    public FieldError(String field, ErrorCode code, String message) {
        this(field, code, message, null);
    }
}
