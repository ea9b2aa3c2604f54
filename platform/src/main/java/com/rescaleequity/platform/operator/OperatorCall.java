package com.rescaleequity.platform.operator;

import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.JsonReader;
import com.rescaleequity.platform.json.Problems;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One call of an operator.
 *
 * @param path the path as called
 * @param parameters what stands in the path, by name
 * @param queryParameters what stands in the query, by name
 * @param address the peer's IP address as this service sees it, for the audit trail; what comes
 *     through a port-forward comes from 127.0.0.1
 */
public record OperatorCall(
        Operator operator,
        String path,
        Map<String, String> parameters,
        MultivaluedMap<String, String> queryParameters,
        byte[] body,
        String address) {

    private static final int REASON_LENGTH = 500;
    private static final Pattern REQUEST_ID = Pattern.compile("[!-~]{8,64}");

    /** The fields of the query of a read. */
    public Fields query(Problems problems) {
        return Fields.ofQuery(queryParameters, problems);
    }

    /**
     * A change as its operator wants it.
     *
     * @param fields the call's own fields
     * @param reason why, for the audit trail
     * @param requestId the operator's name for this change: repeating it changes nothing more
     */
    public record Change(Fields fields, String reason, String requestId) {}

    /**
     * The body of a change, which besides its own fields says why it is made and how it is called.
     * What is wrong with it is noted, not thrown.
     *
     * @param known the call's own fields
     */
    public Change change(Set<String> known, Problems problems) {
        Set<String> names = new HashSet<>(known);
        names.add("reason");
        names.add("requestId");
        Fields fields = Fields.ofBody(JsonReader.object(body), names, problems);
        String reason = fields.requiredText("reason");
        if (reason != null && (reason.isBlank() || reason.length() > REASON_LENGTH)) {
            fields.problem(
                    "reason",
                    ErrorCode.INVALID_PARAMETER,
                    "must be 1 to " + REASON_LENGTH + " characters.");
        }
        String requestId = fields.requiredText("requestId");
        if (requestId != null && !REQUEST_ID.matcher(requestId).matches()) {
            fields.problem(
                    "requestId",
                    ErrorCode.INVALID_PARAMETER,
                    "must be 8 to 64 printable characters without spaces.");
        }
        return new Change(fields, reason == null ? "" : reason, requestId == null ? "" : requestId);
    }
}
