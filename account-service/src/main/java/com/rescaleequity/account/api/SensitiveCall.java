package com.rescaleequity.account.api;

import com.rescaleequity.account.accounts.Origin;
import com.rescaleequity.account.requests.FirstAnswers.Answer;
import com.rescaleequity.account.requests.NamedRequest;
import com.rescaleequity.platform.auth.Caller;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.http.CallContext;
import com.rescaleequity.platform.http.IdempotencyKey;
import com.rescaleequity.platform.http.SensitiveBody;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.json.Problems;
import com.rescaleequity.platform.view.AccountIds;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A call that moves value out or widens access, as it came.
 *
 * @param origin who asks, for the audit trail
 * @param names what it is done once for: its Idempotency-Key, if it has one, then its request id
 */
record SensitiveCall(CallContext call, Origin origin, Fields fields, List<NamedRequest> names) {

    private static final Logger LOG = Logger.getLogger(SensitiveCall.class);

    /** Reads a call; problems of its fields are noted in {@code fields}. */
    static SensitiveCall read(
            CallContext call, RoutingContext http, byte[] body, String action, Set<String> known) {
        Problems problems = new Problems();
        Caller caller = call.caller();
        SensitiveBody read =
                SensitiveBody.read(caller, http.request(), body, action, known, problems);
        List<NamedRequest> names = new ArrayList<>();
        @Nullable NamedRequest keyed =
                NamedRequest.secret(
                        caller.key(), IdempotencyKey.read(http.request(), body, problems));
        if (keyed != null) {
            names.add(keyed);
        }
        names.add(NamedRequest.sensitive(caller.key(), action, read));
        Origin origin =
                new Origin(
                        AccountIds.text(caller.accountId()), call.clientIp(), "", read.requestId());
        return new SensitiveCall(call, origin, read.fields(), List.copyOf(names));
    }

    void throwIfWrong() {
        fields.problems().throwIfAny();
    }

    /**
     * What came of it, noting whether it had been done before; where nobody can say whether it was
     * done, the client is told so, and that the same name will tell.
     */
    <T> Uni<T> told(Uni<Answer<T>> done) {
        return done.onFailure(e -> !(e instanceof ApiException))
                .invoke(e -> LOG.errorf(e, "Nobody knows what came of a sensitive call"))
                .onFailure(e -> !(e instanceof ApiException))
                .transform(e ->
                        new ApiException(
                                ErrorCode.EXECUTION_UNKNOWN,
                                "It may have been done or not. Repeat it with the same requestId.",
                                Map.of("requestId", origin.requestId())))
                .invoke(answer -> {
                    if (answer.repeated()) {
                        call.markReplayed();
                    }
                })
                .map(Answer::value);
    }
}
