package com.rescaleequity.account.api;

import com.rescaleequity.platform.auth.Caller;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.JsonValue;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The time that a signed body may carry, so that its signature covers it. */
final class SignedBody {

    private static final String TIMESTAMP = "timestamp";

    private SignedBody() {}

    /** The fields that a body may have: signed ones may carry their timestamp. */
    static Set<String> known(Caller caller, Set<String> fields) {
        if (!caller.signed()) {
            return fields;
        }
        Set<String> known = new HashSet<>(fields);
        known.add(TIMESTAMP);
        return known;
    }

    /** Refuses a body whose timestamp is not the header's. */
    static void check(Caller caller, Fields fields, @Nullable String header) {
        JsonValue timestamp = fields.value(TIMESTAMP);
        if (!caller.signed() || timestamp == null) {
            return;
        }
        if (!(timestamp instanceof JsonValue.Numeral(String literal)) || !literal.equals(header)) {
            throw new ApiException(
                    ErrorCode.INVALID_TIMESTAMP, "timestamp must equal X-Timestamp.");
        }
    }
}
