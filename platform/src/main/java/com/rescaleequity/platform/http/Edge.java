package com.rescaleequity.platform.http;

import com.rescaleequity.platform.auth.Admitted;
import com.rescaleequity.platform.auth.ApiKey;
import com.rescaleequity.platform.auth.Authenticator;
import com.rescaleequity.platform.auth.Authenticator.Signing;
import com.rescaleequity.platform.auth.Caller;
import com.rescaleequity.platform.auth.Credentials;
import com.rescaleequity.platform.auth.KeyDirectory;
import com.rescaleequity.platform.auth.KeyUses;
import com.rescaleequity.platform.auth.Signatures;
import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Json;
import com.rescaleequity.platform.limits.Policy;
import com.rescaleequity.platform.maintenance.Maintenance;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The one admission of requests, whatever answers them: rate limit of the address, key, signature,
 * IP list, scope, rate limit of the account, maintenance, in the contract's order. Whoever is
 * refused pays too: with a valid key its account, else its address.
 */
@ApplicationScoped
public class Edge {

    private static final List<String> SINGLE_HEADERS =
            List.of(
                    "Authorization",
                    "X-API-Key",
                    "X-API-Sign",
                    "X-Timestamp",
                    "X-Recv-Window",
                    "X-API-Sign-Version",
                    IdempotencyKey.HEADER);
    private static final String FORMAT_HEADER = "X-Number-Format";
    private static final String FORMAT_PARAMETER = "numberFormat";

    private final Authenticator authenticator;
    private final KeyDirectory keys;
    private final KeyUses uses;
    private final CallLimits limits;
    private final Maintenance maintenance;
    private final boolean publicMarketData;
    private final List<String> allowedOrigins;

    public Edge(
            Authenticator authenticator,
            KeyDirectory keys,
            KeyUses uses,
            CallLimits limits,
            Maintenance maintenance,
            @ConfigProperty(name = "exchange.public-market-data", defaultValue = "false")
                    boolean publicMarketData,
            @ConfigProperty(name = "exchange.allowed-origins", defaultValue = "*")
                    List<String> allowedOrigins) {
        this.authenticator = authenticator;
        this.keys = keys;
        this.uses = uses;
        this.limits = limits;
        this.maintenance = maintenance;
        this.publicMarketData = publicMarketData;
        this.allowedOrigins = List.copyOf(allowedOrigins);
    }

    /** Whether market data may be read without a key. */
    public boolean isMarketDataPublic() {
        return publicMarketData;
    }

    /**
     * Lets somebody who is connected already ask for what belongs to an account.
     *
     * @throws ApiException 503 while the exchange is in maintenance
     */
    public void admitPrivate() {
        maintenance.requireNone();
    }

    /**
     * Lets a request in, or fails with the contract's refusal. It is done at once where the key is
     * known here, which is nearly always.
     *
     * @param body the bytes that a signature covers
     */
    public CompletableFuture<Admitted> admit(RoutingContext http, Needs needs, byte[] body) {
        try {
            requireSingleHeaders(http.request().headers());
            Credentials credentials = credentials(http, body);
            if (isOpen(needs) && credentials.isEmpty()) {
                limits.takeOfAddress(http, needs.policy(), needs.weight());
                return CompletableFuture.completedFuture(let(http, null));
            }
            byte[] hash = Authenticator.presentedHash(credentials);
            ApiKey known = keys.findNow(hash).orElse(null);
            if (known != null) {
                return CompletableFuture.completedFuture(judge(http, needs, credentials, known));
            }
            // Who guesses keys must not make us look for them once his tokens are used up.
            limits.requireRoom(http);
            return keys.find(hash)
                    .onFailure()
                    .invoke(unknown -> limits.countOfAddress(http))
                    .map(found -> judge(http, needs, credentials, found.orElse(null)))
                    .subscribeAsCompletionStage();
        } catch (ApiException refusal) {
            return CompletableFuture.failedFuture(limits.charged(http, refusal));
        }
    }

    /**
     * Lets a request of an open connection in, as {@link #admit} does one that comes alone: the key
     * as it is now, scope, rate limit of the account, maintenance.
     *
     * @param key that the connection stands on
     * @throws ApiException the contract's refusal
     */
    public Admitted admitConnected(String requestId, ApiKey key, Connected from, Needs needs) {
        try {
            authenticator.readmit(key, from.clientIp());
            Authenticator.requireScope(key, needs.scope());
        } catch (ApiException refusal) {
            limits.takeOfAccount(key, Policy.ACCOUNT, 1);
            throw refusal;
        }
        uses.note(key, from.clientIp());
        limits.takeOfAccount(key, needs.policy(), needs.weight());
        admitPrivate();
        return new Admitted(requestId, from.clientIp(), from.format(), new Caller(key, null));
    }

    /** What a request of an open connection shares with all others of it. */
    public record Connected(String clientIp, Json format) {}

    /**
     * Lets a WebSocket handshake in as far as it is about the request and not about its key, and
     * answers the client's address.
     *
     * @throws ApiException 429 when the address connects too often, 400 for a header sent twice,
     *     403 for a page of an origin that may not connect
     */
    public String admitHandshake(RoutingContext http) {
        limits.takeOfAddress(http, Policy.WS_CONNECT, 1);
        requireSingleHeaders(http.request().headers());
        String origin = http.request().getHeader(HttpHeaders.ORIGIN);
        boolean allowed =
                origin == null
                        || allowedOrigins.contains("*")
                        || allowedOrigins.stream().anyMatch(origin::equalsIgnoreCase);
        if (!allowed) {
            throw new ApiException(
                    ErrorCode.PERMISSION_DENIED, "Pages of this origin may not connect here.");
        }
        return limits.address(http);
    }

    /**
     * Lets a handshake on unless its address is kept out. Who shows a key that is known here pays
     * with his account, and not for what his neighbours have done.
     *
     * @param presented the key that it presents, null when it presents none
     * @throws ApiException IP_BLOCKED
     */
    public void requireNotBlocked(RoutingContext http, @Nullable String presented) {
        boolean known =
                presented != null && keys.findNow(Signatures.keyHash(presented)).isPresent();
        if (!known) {
            limits.requireNotBlocked(http);
        }
    }

    private Admitted judge(
            RoutingContext http, Needs needs, Credentials credentials, @Nullable ApiKey found) {
        Caller caller;
        try {
            caller = authenticator.identify(credentials, found, signing(needs));
            Authenticator.requireScope(caller.key(), needs.scope());
        } catch (ApiException refusal) {
            if (found != null && refusal.code().status() == 403) {
                limits.takeOfCaller(http, found, Policy.ACCOUNT, 1);
            } else if (refusal.code().status() < 500) {
                limits.takeOfAddress(http, Policy.IP, Math.max(1, strangersWeight(needs)));
            }
            throw refusal;
        }
        uses.note(caller.key(), limits.address(http));
        limits.takeOfCaller(http, caller.key(), needs.policy(), needs.weight());
        if (!needs.open() && !needs.marketData()) {
            admitPrivate();
        }
        return let(http, caller);
    }

    private Admitted let(RoutingContext http, @Nullable Caller caller) {
        Admitted admitted =
                new Admitted(HttpDoor.requestId(http), limits.address(http), format(http), caller);
        http.put(CallLimits.ADMITTED, admitted);
        return admitted;
    }

    private boolean isOpen(Needs needs) {
        return needs.open() || (needs.marketData() && publicMarketData);
    }

    private Signing signing(Needs needs) {
        if (needs.signed()) {
            return Signing.EVERYBODY;
        }
        return isOpen(needs) ? Signing.NOBODY : Signing.AS_THE_KEY_REQUIRES;
    }

    private static long strangersWeight(Needs needs) {
        return needs.policy() == Policy.ACCOUNT ? needs.weight() : 1;
    }

    /**
     * Refuses a request that sends a header twice of which only one could count.
     *
     * @throws ApiException INVALID_PARAMETER
     */
    public static void requireSingleHeaders(MultiMap headers) {
        for (String name : SINGLE_HEADERS) {
            if (headers.contains(name) && headers.getAll(name).size() > 1) {
                throw new ApiException(
                        ErrorCode.INVALID_PARAMETER, "The header " + name + " is sent twice.");
            }
        }
    }

    /**
     * The number format that a request asks for.
     *
     * @throws ApiException INVALID_PARAMETER when there is no such format
     */
    public static Json format(RoutingContext http) {
        String wanted = http.request().getHeader(FORMAT_HEADER);
        if (wanted == null && http.request().uri().contains(FORMAT_PARAMETER)) {
            List<String> given = http.queryParam(FORMAT_PARAMETER);
            wanted = given.isEmpty() ? null : given.getFirst();
        }
        if (wanted == null || wanted.isEmpty() || wanted.equalsIgnoreCase("number")) {
            return Json.NUMBERS;
        }
        if (wanted.equalsIgnoreCase("string")) {
            return Json.STRINGS;
        }
        throw ApiException.ofField(
                FORMAT_PARAMETER, ErrorCode.INVALID_PARAMETER, "must be number or string.");
    }

    private Credentials credentials(RoutingContext http, byte[] body) {
        MultiMap headers = http.request().headers();
        return new Credentials(
                headers.get("Authorization"),
                headers.get("X-API-Key"),
                headers.get("X-API-Sign"),
                headers.get("X-Timestamp"),
                headers.get("X-Recv-Window"),
                headers.get("X-API-Sign-Version"),
                http.request().method().name(),
                http.request().uri(),
                body,
                limits.address(http));
    }
}
