package com.rescaleequity.account.api;

import com.rescaleequity.account.requests.FirstAnswers;
import com.rescaleequity.account.requests.NamedRequest;
import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.auth.Caller;
import com.rescaleequity.platform.auth.ShortTokens;
import com.rescaleequity.platform.auth.ShortTokens.ShortToken;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.http.CallContext;
import com.rescaleequity.platform.http.HonoursIdempotencyKey;
import com.rescaleequity.platform.http.IdempotencyKey;
import com.rescaleequity.platform.http.SignedBody;
import com.rescaleequity.platform.json.Problems;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tokens that stand for a key in the address of a WebSocket. */
@Path("/api/v1/ws/token")
public class ShortTokenResource {

    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

    private final CallContext call;
    private final Answers answers;
    private final FirstAnswers firstAnswers;
    private final ShortTokens tokens;

    public ShortTokenResource(
            CallContext call, Answers answers, FirstAnswers firstAnswers, ShortTokens tokens) {
        this.call = call;
        this.answers = answers;
        this.firstAnswers = firstAnswers;
        this.tokens = tokens;
    }

    /** What the caller gets. */
    record View(String token, long expiresAt, long ttlSeconds) {

        static View of(ShortToken token) {
            return new View(token.token(), token.expiresAt(), ShortTokens.LIFE.toSeconds());
        }

        /** Names nothing that a log must not hold. */
        @Override
        public String toString() {
            return "View[expiresAt=" + expiresAt + "]";
        }
    }

    /** A token for the key that makes this call: one connection, within a minute. */
    @POST
    @HonoursIdempotencyKey
    public Uni<Response> issue(byte[] body, @Context RoutingContext http) {
        Caller caller = call.caller();
        Problems problems = new Problems();
        boolean empty = body.length == 0 && !caller.mustDateBody();
        var _ = SignedBody.read(caller, http.request(), empty ? NOTHING : body, Set.of(), problems);
        @Nullable IdempotencyKey name = IdempotencyKey.read(http.request(), body, problems);
        problems.throwIfAny();
        ApiKey key = caller.key();
        if (name == null) {
            return Uni.createFrom().item(answers.ok(View.of(tokens.issue(key))));
        }
        return Panache.withTransaction(() ->
                        firstAnswers.once(
                                NamedRequest.secret(key, name),
                                ShortToken.class,
                                () -> Uni.createFrom().item(() -> tokens.issue(key))))
                .invoke(answer -> {
                    if (answer.repeated()) {
                        call.markReplayed();
                    }
                })
                .map(answer -> answers.ok(View.of(answer.value())));
    }
}
