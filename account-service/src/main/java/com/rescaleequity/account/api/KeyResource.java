package com.rescaleequity.account.api;

import com.rescaleequity.account.accounts.Account;
import com.rescaleequity.account.control.Effect;
import com.rescaleequity.account.keys.KeyDesk;
import com.rescaleequity.account.keys.KeyDesk.Outcome;
import com.rescaleequity.account.keys.KeyDesk.Owner;
import com.rescaleequity.account.keys.KeyIssuer.SignatureKind;
import com.rescaleequity.account.keys.KeyWish;
import com.rescaleequity.account.requests.FirstAnswers.Answer;
import com.rescaleequity.platform.auth.Ed25519;
import com.rescaleequity.platform.auth.Requires;
import com.rescaleequity.platform.auth.Scope;
import com.rescaleequity.platform.auth.SignatureType;
import com.rescaleequity.platform.database.BoundedReads;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.http.Answers;
import com.rescaleequity.platform.http.CallContext;
import com.rescaleequity.platform.http.HonoursIdempotencyKey;
import com.rescaleequity.platform.json.Fields;
import com.rescaleequity.platform.limits.Limited;
import com.rescaleequity.platform.limits.Policy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An account's API keys, which its owner makes, changes and revokes. */
@Path("/api/v1/keys")
public class KeyResource {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Set<String> OF_CREATE = with("label", "signatureType", "publicKey");
    private static final Set<String> OF_UPDATE = with("label", "keyId");

    private final CallContext call;
    private final Answers answers;
    private final Desk desk;
    private final Clock clock;

    public KeyResource(CallContext call, Answers answers, Desk desk, Clock clock) {
        this.call = call;
        this.desk = desk;
        this.answers = answers;
        this.clock = clock;
    }

    /** Where keys are read and changed, and seen to take effect. */
    @Singleton
    static class Desk {

        private final KeyDesk keys;
        private final BoundedReads reads;
        private final Effect effect;

        Desk(KeyDesk keys, BoundedReads reads, Effect effect) {
            this.keys = keys;
            this.reads = reads;
            this.effect = effect;
        }
    }

    /** The key that makes this call. */
    @GET
    @Path("/current")
    public Uni<Response> current() {
        String keyId = call.caller().key().keyId();
        return desk.reads
                .read(PATIENCE, () -> desk.keys.find(keyId))
                .onItem()
                .ifNull()
                .failWith(Account::unknown)
                .map(key -> answers.ok(KeyView.of(key, clock.millis())));
    }

    /** Every key of the account, those that ended less than a day ago too, oldest first. */
    @GET
    @Requires(scope = Scope.MANAGE)
    public Uni<Response> keys() {
        long accountId = call.accountId();
        return desk.reads
                .read(PATIENCE, () -> desk.keys.list(accountId))
                .map(keys ->
                        answers.ok(
                                keys.stream()
                                        .map(key -> KeyView.of(key, clock.millis()))
                                        .toList()));
    }

    /** A new key, which can do no more than the one that makes it. */
    @POST
    @Path("/create")
    @Requires(scope = Scope.MANAGE, signed = true)
    @Limited(policy = Policy.SENSITIVE)
    @HonoursIdempotencyKey
    public Uni<Response> create(byte[] body, @Context RoutingContext http) {
        SensitiveCall asked = SensitiveCall.read(call, http, body, "keys.create", OF_CREATE);
        Fields fields = asked.fields();
        var _ = fields.requiredText("label");
        String label = Labels.read(fields);
        if (!fields.has("scopes")) {
            fields.problem("scopes", ErrorCode.MISSING_PARAMETER, "is required.");
        }
        KeyWish wish = KeyTermsBody.read(fields);
        SignatureKind signature = signature(fields);
        asked.throwIfWrong();
        return answer(
                asked,
                desk.keys.create(
                        owner(asked), String.valueOf(label), wish, signature, asked.names()));
    }

    /** Another label or other terms for a key. */
    @POST
    @Path("/update")
    @Requires(scope = Scope.MANAGE, signed = true)
    @Limited(policy = Policy.SENSITIVE)
    @HonoursIdempotencyKey
    public Uni<Response> update(byte[] body, @Context RoutingContext http) {
        SensitiveCall asked = SensitiveCall.read(call, http, body, "keys.update", OF_UPDATE);
        Fields fields = asked.fields();
        String keyId = fields.requiredText("keyId");
        @Nullable String label = Labels.read(fields);
        KeyWish wish = KeyTermsBody.read(fields);
        asked.throwIfWrong();
        return answer(
                asked,
                desk.keys.update(owner(asked), String.valueOf(keyId), label, wish, asked.names()));
    }

    /** The end of a key. */
    @POST
    @Path("/revoke")
    @Requires(scope = Scope.MANAGE, signed = true)
    @Limited(policy = Policy.SENSITIVE)
    @HonoursIdempotencyKey
    public Uni<Response> revoke(byte[] body, @Context RoutingContext http) {
        SensitiveCall asked = SensitiveCall.read(call, http, body, "keys.revoke", Set.of("keyId"));
        String keyId = asked.fields().requiredText("keyId");
        asked.throwIfWrong();
        return answer(asked, desk.keys.revoke(owner(asked), String.valueOf(keyId), asked.names()));
    }

    /** Answers once every service knows, or after five seconds that some do not yet. */
    private Uni<Response> answer(SensitiveCall asked, Uni<Answer<Outcome>> done) {
        return asked.told(done)
                .chain(outcome ->
                        desk.effect
                                .isPending(List.of(outcome.announcement()), List.of())
                                .map(pending ->
                                        answers.ok(
                                                KeyOutcomeView.of(
                                                        outcome, pending, clock.millis()))));
    }

    private Owner owner(SensitiveCall asked) {
        return new Owner(call.accountId(), call.caller().key().keyId(), asked.origin());
    }

    private static SignatureKind signature(Fields fields) {
        SignatureType type =
                fields.choice("signatureType", SignatureType.words(), ErrorCode.INVALID_PARAMETER);
        String publicKey = fields.text("publicKey");
        if (type != SignatureType.ED25519) {
            if (publicKey != null) {
                fields.problem(
                        "publicKey",
                        ErrorCode.CONFLICTING_PARAMETERS,
                        "goes with signatureType ed25519.");
            }
            return SignatureKind.SECRET;
        }
        if (publicKey == null) {
            if (!fields.has("publicKey")) {
                fields.problem("publicKey", ErrorCode.MISSING_PARAMETER, "is required.");
            }
        } else if (!Ed25519.isPublicKey(publicKey)) {
            fields.problem(
                    "publicKey",
                    ErrorCode.INVALID_PARAMETER,
                    "must be the base64 of an Ed25519 public key.");
        }
        return new SignatureKind(type, publicKey == null ? "" : publicKey);
    }

    private static Set<String> with(String... names) {
        Set<String> all = new HashSet<>(KeyTermsBody.NAMES);
        all.addAll(List.of(names));
        return Set.copyOf(all);
    }
}
