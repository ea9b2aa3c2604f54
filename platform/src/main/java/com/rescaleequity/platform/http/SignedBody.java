package com.rescaleequity.platform.http;

import com.rescaleequity.platform.auth.Authenticator;
import com.rescaleequity.platform.auth.Caller;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.JsonReader;
import com.rescaleequity.platform.json.JsonValue;
import com.rescaleequity.platform.json.Problems;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.HashSet;
import java.util.Set;

/** Reads bodies; signed ones may carry the timestamp of their header, so that it protects them. */
public final class SignedBody {

    private static final String TIMESTAMP = "timestamp";

    private SignedBody() {}

    /**
     * The fields of a call's body.
     *
     * @param known the fields that it may have
     * @throws com.rescaleequity.platform.errors.ApiException when it carries another timestamp than
     *     its header, or is no JSON object
     */
    public static Fields read(
            Caller caller,
            ContainerRequestContext request,
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
        String sent = timestamp instanceof JsonValue.Numeral(String literal) ? literal : null;
        if (timestamp != null
                && (sent == null || !sent.equals(request.getHeaderString("X-Timestamp")))) {
            throw Authenticator.invalidTimestamp(
                    "timestamp must equal X-Timestamp.",
                    System.currentTimeMillis(),
                    sent,
                    request.getHeaderString("X-Recv-Window"));
        }
        return fields;
    }
}
