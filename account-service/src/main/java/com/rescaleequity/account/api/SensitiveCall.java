package com.rescaleequity.account.api;

import com.rescaleequity.account.requests.NamedRequest;
import com.rescaleequity.platform.auth.Caller;
import com.rescaleequity.platform.http.CallContext;
import com.rescaleequity.platform.http.IdempotencyKey;
import com.rescaleequity.platform.http.SensitiveBody;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.Problems;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call that moves value out or widens access, as it came.
 *
 * @param names what it is done once for: its Idempotency-Key, if it has one, then its request id
 */
record SensitiveCall(Caller caller, Fields fields, List<NamedRequest> names) {

    /** Reads a call; problems of its fields are noted in {@code fields}. */
    static SensitiveCall read(
            CallContext call, RoutingContext http, byte[] body, String action, Set<String> known) {
        Problems problems = new Problems();
        Caller caller = call.caller();
        SensitiveBody read =
                SensitiveBody.read(caller, http.request(), body, action, known, problems);
        List<NamedRequest> names = new ArrayList<>();
        @Nullable NamedRequest keyed =
                NamedRequest.ofAccount(
                        caller.accountId(), IdempotencyKey.read(http.request(), body, problems));
        if (keyed != null) {
            names.add(keyed);
        }
        names.add(NamedRequest.sensitive(caller.accountId(), action, read));
        return new SensitiveCall(caller, read.fields(), List.copyOf(names));
    }

    void throwIfWrong() {
        fields.problems().throwIfAny();
    }
}
