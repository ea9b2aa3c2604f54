package com.rescaleequity.platform.http;

import com.rescaleequity.platform.auth.Authenticator;
import com.rescaleequity.platform.auth.Caller;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.JsonReader;
import com.rescaleequity.platform.json.JsonValue;
import com.rescaleequity.platform.json.Problems;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads bodies that may say themselves what they are for and when they were sent, so that a
 * signature over the body alone cannot be used for another call or at another time.
 */
public final class SignedBody {

    private static final String TIMESTAMP = "timestamp";
    private static final String ACTION = "action";

    private SignedBody() {}

    /**
     * The fields of a call's body. A signed one may carry the timestamp of its header, and has to
     * where {@link Caller#mustDateBody()} says so.
     *
     * @param known the fields that it may have
     * @throws com.rescaleequity.platform.errors.ApiException when it carries another timestamp than
     *     its header, or none where it must, or is no JSON object
     */
    public static Fields read(
            Caller caller,
            HttpServerRequest request,
            byte[] body,
            Set<String> known,
            Problems problems) {
        if (!caller.signed()) {
            return Fields.ofBody(JsonReader.object(body), known, problems);
        }
        Set<String> names = new HashSet<>(known);
        names.add(TIMESTAMP);
        Fields fields = Fields.ofBody(JsonReader.object(body), names, problems);
        JsonValue timestamp = fields.value(TIMESTAMP);
        String header = request.getHeader("X-Timestamp");
        String window = request.getHeader("X-Recv-Window");
        if (timestamp == null && caller.mustDateBody()) {
            throw Authenticator.undated(System.currentTimeMillis(), header, window);
        }
        String sent = timestamp instanceof JsonValue.Numeral(String literal) ? literal : null;
        if (timestamp != null && (sent == null || !sent.equals(header))) {
            throw Authenticator.invalidTimestamp(
                    "timestamp must equal X-Timestamp.", System.currentTimeMillis(), sent, window);
        }
        return fields;
    }

    /**
     * The same for a call whose body may name it.
     *
     * @param action what the body's {@code action} must be if it is there
     * @param needed whether it must be there
     */
    public static Fields read(
            Caller caller,
            HttpServerRequest request,
            byte[] body,
            Set<String> known,
            Problems problems,
            String action,
            boolean needed) {
        Set<String> names = new HashSet<>(known);
        names.add(ACTION);
        Fields fields = read(caller, request, body, names, problems);
        checkAction(fields, action, needed);
        return fields;
    }

    /**
     * The fields of a call over an open connection, which may name it too. Nothing of it is signed:
     * the connection was authenticated as a whole.
     */
    public static Fields unsigned(
            JsonValue.Members body, Set<String> known, Problems problems, String action) {
        Set<String> names = new HashSet<>(known);
        names.add(ACTION);
        Fields fields = Fields.ofBody(body, names, problems);
        checkAction(fields, action, false);
        return fields;
    }

    private static void checkAction(Fields fields, String action, boolean needed) {
        String given = fields.text(ACTION);
        if (given != null && !given.equals(action)) {
            fields.problem(ACTION, ErrorCode.INVALID_PARAMETER, "must be " + action + " here.");
        } else if (needed && !fields.has(ACTION)) {
            fields.problem(ACTION, ErrorCode.MISSING_PARAMETER, action + " is required.");
        }
    }
}
