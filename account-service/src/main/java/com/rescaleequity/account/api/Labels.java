package com.rescaleequity.account.api;

import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import org.jspecify.annotations.Nullable;

/** Reads the names that people give to accounts. */
final class Labels {

    private static final int MOST = 64;

    private Labels() {}

    /** The label, null when not given or after noting a problem. */
    static @Nullable String read(Fields fields) {
        String label = fields.text("label");
        if (label == null) {
            return null;
        }
        if (label.isBlank()
                || label.length() > MOST
                || label.chars().anyMatch(Character::isISOControl)) {
            fields.problem(
                    "label",
                    ErrorCode.INVALID_PARAMETER,
                    "has 1 to 64 characters, none of them a control character.");
            return null;
        }
        return label;
    }
}
