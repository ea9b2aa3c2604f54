package com.rescaleequity.platform.socket;

import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.auth.Scope;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.JsonValue;
import com.rescaleequity.platform.socket.delivery.CloseCode;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Authenticates the connections of one endpoint that opened without a key. */
public final class Logins<P extends Peer> {

    private static final int MOST_FAILURES = 3;

    private final Login login;
    private final ConnectionLimits limits;
    private final Peers<P> peers;
    private final SocketAnswers answers;

    public Logins(Login login, ConnectionLimits limits, Peers<P> peers, SocketAnswers answers) {
        this.login = login;
        this.limits = limits;
        this.peers = peers;
        this.answers = answers;
    }

    /**
     * The key of an AUTH request, for which its account's place is taken; or a failure with the
     * contract's refusal.
     *
     * @param fields what the request says of the key, null when it says nothing that can be read
     */
    public Uni<ApiKey> keyOf(P peer, @Nullable Map<String, JsonValue> fields) {
        if (peer.isAuthenticated()) {
            return Uni.createFrom()
                    .failure(
                            new ApiException(
                                    ErrorCode.CONFLICTING_PARAMETERS,
                                    "This connection is authenticated already."));
        }
        return login.inBand(fields, peer.clientIp(), peers.scope()).invoke(limits::reserveAccount);
    }

    /** Lets the client act with the key, and tells it so; false when it has gone meanwhile. */
    public boolean welcome(P peer, @Nullable Object id, ApiKey key) {
        if (peers.get(peer.id()) == null) {
            limits.releaseAccount(key);
            return false;
        }
        peer.identify(key);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("keyId", key.keyId());
        result.put("scopes", key.scopes().stream().map(Scope::text).toList());
        peer.send(answers.success(id, result));
        peers.authenticated(peer);
        return true;
    }

    /** Tells the client why it may not act, and ends it when it has tried too often. */
    public void reject(P peer, @Nullable Object id, ApiException refusal) {
        peer.send(answers.failure(id, refusal));
        // Only what the client got wrong counts, not what is wrong or full on this side.
        int status = refusal.code().status();
        boolean counts = status == 400 || status == 401 || status == 403;
        if (counts && !peer.isAuthenticated() && peer.countFailedLogin() >= MOST_FAILURES) {
            peer.queue().closeAfterSending(CloseCode.AUTHENTICATION_FAILED, refusal.code());
        }
    }
}
