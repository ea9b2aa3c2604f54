package com.rescaleequity.account.api;

import com.rescaleequity.account.keys.StoredKey;
import com.rescaleequity.platform.database.BoundedReads;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.http.CallContext;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;

/** The caller's own API key. */
@Path("/api/v1/keys")
public class KeyResource {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final CallContext call;
    private final Answers answers;
    private final BoundedReads reads;
    private final Clock clock;

    public KeyResource(CallContext call, Answers answers, BoundedReads reads, Clock clock) {
        this.call = call;
        this.reads = reads;
        this.answers = answers;
        this.clock = clock;
    }

    /** The key that makes this call. */
    @GET
    @Path("/current")
    public Uni<Response> current() {
        String keyId = call.caller().key().keyId();
        return reads.read(
                        PATIENCE,
                        () -> Panache.withSession(() -> StoredKey.<StoredKey>findById(keyId)))
                .onItem()
                .ifNull()
                .failWith(() ->
                        new ApiException(ErrorCode.INVALID_API_KEY, "The API key is not valid."))
                .map(key -> answers.ok(KeyView.of(key, clock.millis())));
    }
}
