package com.rescaleequity.platform.http;

import com.rescaleequity.platform.errors.ApiException;
import com.rescaleequity.platform.errors.ErrorCode;
import com.rescaleequity.platform.json.Json;
import com.rescaleequity.platform.json.JsonReader;
import com.rescaleequity.platform.limits.Policy;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The first thing a request meets: it gets its id, CORS, and is refused here when its target is
 * malformed or its body is too large, encoded or not JSON; then its body is read, whole. Refusals
 * before a resource is found carry the envelope too.
 */
@ApplicationScoped
public class HttpDoor {

    /** The longest body of a request, in bytes. */
    public static final int MAX_BODY = 64 * 1024;

    /** What is said of a longer one. */
    public static final String BODY_TOO_LARGE =
            "A request body has at most " + MAX_BODY / 1024 + " KiB.";

    /** Routing context key of the request id. */
    public static final String REQUEST_ID = "exchange.request-id";

    private static final Logger LOG = Logger.getLogger(HttpDoor.class);
    private static final byte[] NOTHING = {};
    private static final int MOST_BEING_READ = 64 * 1024 * 1024;
    private static final int MAX_TARGET = 4 * 1024;
    private static final int MAX_HEADERS = 8 * 1024;
    private static final int LENGTH_DIGITS = 9;
    private static final int FIRST = Integer.MIN_VALUE + 1000;
    private static final int[] UNROUTED = {400, 404, 405, 406, 413, 415, 500};
    private static final Set<HttpMethod> BODILESS =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);
    private static final int ID_LENGTH = 16;
    private static final int ID_BITS = 5;
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private final AllowedMethods allowedMethods;
    private final CallLimits limits;
    private final long bodyPatience;
    private final Semaphore roomForBodies = new Semaphore(MOST_BEING_READ);
    private final Map<String, Supplier<@Nullable ApiException>> earlyRefusals =
            new ConcurrentHashMap<>();
    private final BodyHandler bodies = BodyHandler.create(false).setBodyLimit(MAX_BODY);

    HttpDoor(
            AllowedMethods allowedMethods,
            CallLimits limits,
            @ConfigProperty(name = "exchange.http.body-patience", defaultValue = "10s")
                    Duration bodyPatience) {
        this.allowedMethods = allowedMethods;
        this.limits = limits;
        this.bodyPatience = bodyPatience.toMillis();
    }

    void install(@Observes Router router) {
        // One route: the router looks at each of them for every request.
        router.route().order(FIRST).handler(this::receive).failureHandler(this::failed);
        router.options().order(FIRST + 1).handler(this::tellMethods);
        for (int status : UNROUTED) {
            router.errorHandler(status, this::failed);
        }
    }

    /** Ends a request with a refusal, unless its answer has begun. */
    public static void refuse(RoutingContext ctx, ApiException refusal) {
        refuse(ctx, refusal, Json.NUMBERS);
    }

    /** The same in the number format of a request that was let in. */
    static void refuse(RoutingContext ctx, ApiException refusal, Json format) {
        if (ctx.response().headWritten()) {
            return;
        }
        ErrorAnswers.headers(refusal, ctx.response().headers());
        ctx.response()
                .setStatusCode(refusal.code().status())
                .end(Buffer.buffer(ErrorAnswers.body(refusal, requestId(ctx), format)));
    }

    /** Ends a request with a refusal that counts against its address, if nothing has before. */
    public void turnAway(RoutingContext ctx, ApiException refusal) {
        refuse(ctx, limits.charged(ctx, refusal));
    }

    /** Sees to it that nothing more is taken from a connection once this request is answered. */
    static void closeAfter(RoutingContext ctx) {
        ctx.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        ctx.addEndHandler(ended -> ctx.request().connection().close());
    }

    /** The bytes of the body that the door has read. */
    static byte[] body(RoutingContext ctx) {
        Buffer read = ctx.body().buffer();
        byte[] bytes = read == null ? NOTHING : read.getBytes();
        if (JsonReader.isOtherEncoding(bytes)) {
            // It is refused when it is parsed; who means other bytes than we see is heard no more.
            closeAfter(ctx);
        }
        return bytes;
    }

    /** The id of the request. */
    public static String requestId(RoutingContext ctx) {
        String id = ctx.get(REQUEST_ID);
        return id == null ? "" : id;
    }

    /** What the router or a handler before the resources has failed with. */
    private void failed(RoutingContext ctx) {
        if (ctx.failure() instanceof HttpClosedException) {
            // The client has gone: nobody hears an answer, and it is no failure of ours.
            limits.countOfAddress(ctx);
            return;
        }
        if (ctx.get(REQUEST_ID) == null) {
            // The router itself has refused, before its first handler.
            begin(ctx);
        }
        if (ctx.failure() instanceof ApiException refusal) {
            turnAway(ctx, refusal);
            return;
        }
        ApiException refusal =
                ctx.statusCode() == 404 ? noSuchCall(ctx) : ErrorAnswers.ofStatus(ctx.statusCode());
        if (refusal.code() == ErrorCode.INTERNAL_ERROR) {
            LOG.errorf(ctx.failure(), "Request %s failed", requestId(ctx));
        }
        if (refusal.code() == ErrorCode.PAYLOAD_TOO_LARGE) {
            closeAfter(ctx);
        }
        turnAway(ctx, refusal);
    }

    /** What is said where nothing answers: another method would, or there is no such path. */
    private ApiException noSuchCall(RoutingContext ctx) {
        String allowed = allowedMethods.at(ctx.normalizedPath());
        if (allowed.isEmpty() || allowedMethods.has(ctx.normalizedPath(), method(ctx))) {
            return ErrorAnswers.ofStatus(404);
        }
        ctx.response().putHeader(HttpHeaders.ALLOW, allowed);
        return new ApiException(ErrorCode.METHOD_NOT_ALLOWED, "Allowed here: " + allowed + ".");
    }

    private static String method(RoutingContext ctx) {
        return ctx.request().method().name();
    }

    private void receive(RoutingContext ctx) {
        begin(ctx);
        ApiException refusal = refusalOfHead(ctx.request());
        if (refusal == null) {
            refusal = refusalOfBody(ctx);
        }
        if (refusal != null) {
            closeAfter(ctx);
            turnAway(ctx, refusal);
            return;
        }
        if (Cors.isPreflight(ctx.request())) {
            preflight(ctx);
            return;
        }
        ApiException early = earlyRefusal(ctx.request());
        if (early != null) {
            refuseUnread(ctx, early);
            return;
        }
        readBody(ctx);
    }

    /**
     * Lets somebody refuse posts to a path before anything is done for them: the body is not read,
     * nobody is asked who it is, and nobody pays.
     *
     * @param refusal is asked for each; null lets it pass
     */
    void refuseEarly(String path, Supplier<@Nullable ApiException> refusal) {
        earlyRefusals.put(path, refusal);
    }

    private @Nullable ApiException earlyRefusal(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.POST)) {
            return null;
        }
        Supplier<@Nullable ApiException> refusal = earlyRefusals.get(request.path());
        return refusal == null ? null : refusal.get();
    }

    /** What comes of its body is dropped; of one without a length nobody knows when it ends. */
    private static void refuseUnread(RoutingContext ctx, ApiException refusal) {
        if (ctx.request().getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
            closeAfter(ctx);
        }
        ctx.request().resume();
        refuse(ctx, refusal);
    }

    private void preflight(RoutingContext ctx) {
        // Counted, never refused: it cannot carry the key by which its caller would be let in.
        limits.countOfAddress(ctx);
        Cors.answer(ctx.response());
    }

    private static void begin(RoutingContext ctx) {
        StandingHeaders.add(ctx.request().uri(), ctx.response());
        String id = newId();
        ctx.put(REQUEST_ID, id);
        ctx.response().putHeader("X-Request-Id", id);
    }

    // Whole and before authentication: the signature covers these bytes, whatever headers say.
    private void readBody(RoutingContext ctx) {
        if (BODILESS.contains(ctx.request().method())) {
            ctx.next();
            return;
        }
        int announced = announcedBody(ctx.request().headers());
        if (announced > 0) {
            if (!roomForBodies.tryAcquire(announced)) {
                closeAfter(ctx);
                refuse(ctx, ApiException.unavailable("Too much is being received; retry.", 1000));
                return;
            }
            long timer = ctx.vertx().setTimer(bodyPatience, id -> giveUp(ctx));
            ctx.addEndHandler(ended -> {
                roomForBodies.release(announced);
                ctx.vertx().cancelTimer(timer);
            });
        }
        ctx.request().resume();
        bodies.handle(ctx);
    }

    /** Who has not sent his body by now holds a connection and memory for nothing. */
    private void giveUp(RoutingContext ctx) {
        boolean isRead = ctx.body().buffer() != null;
        if (!isRead) {
            limits.countOfAddress(ctx);
            ctx.request().connection().close();
        }
    }

    /** The length of the body to come, at most {@link #MAX_BODY}; nobody knows that of chunks. */
    private static int announcedBody(MultiMap headers) {
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return headers.contains(HttpHeaders.TRANSFER_ENCODING) ? MAX_BODY : 0;
        }
        return Integer.parseInt(length);
    }

    private void tellMethods(RoutingContext ctx) {
        String allowed = allowedMethods.at(ctx.normalizedPath());
        if (allowed.isEmpty()) {
            ctx.next();
            return;
        }
        try {
            limits.takeOfAddress(ctx, Policy.IP, 1);
            ctx.response().putHeader(HttpHeaders.ALLOW, allowed).end();
        } catch (ApiException tooMany) {
            refuse(ctx, tooMany);
        }
    }

    private static @Nullable ApiException refusalOfHead(HttpServerRequest request) {
        ApiException refusal = refusalOfTarget(request.uri());
        if (refusal != null) {
            return refusal;
        }
        if (headerLength(request.headers()) > MAX_HEADERS) {
            return malformed("The headers have at most 8 KiB together.");
        }
        return null;
    }

    /** Whether there is such a call at all comes before what its body is like. */
    private @Nullable ApiException refusalOfBody(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        ApiException refusal = null;
        if (isTooLong(request.getHeader(HttpHeaders.CONTENT_LENGTH))) {
            refusal = ErrorAnswers.ofStatus(413);
        } else if (!BODILESS.contains(request.method())) {
            refusal = refusalOfType(request.headers());
        }
        boolean there = refusal == null || allowedMethods.has(ctx.normalizedPath(), method(ctx));
        return there ? refusal : noSuchCall(ctx);
    }

    private static @Nullable ApiException refusalOfTarget(String target) {
        if (target.length() > MAX_TARGET) {
            return malformed("A path with its query has at most 4 KiB.");
        }
        if (target.contains("%00") || !isUri(target)) {
            return malformed("The path or query is malformed.");
        }
        int query = target.indexOf('?');
        return (query < 0 ? target : target.substring(0, query)).indexOf(';') < 0
                ? null
                : ErrorAnswers.ofStatus(404);
    }

    private static @Nullable ApiException refusalOfType(MultiMap headers) {
        if (headers.contains(HttpHeaders.CONTENT_ENCODING)) {
            return new ApiException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Request bodies may not be encoded.");
        }
        for (String type : headers.getAll(HttpHeaders.CONTENT_TYPE)) {
            if (!isJson(type)) {
                return ErrorAnswers.ofStatus(415);
            }
        }
        return null;
    }

    private static ApiException malformed(String message) {
        return new ApiException(ErrorCode.INVALID_PARAMETER, message);
    }

    private static boolean isUri(String target) {
        if (PlainTarget.is(target)) {
            return true;
        }
        try {
            return !new URI(target).isOpaque();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isTooLong(@Nullable String contentLength) {
        if (contentLength == null) {
            return false;
        }
        if (contentLength.isEmpty() || contentLength.length() > LENGTH_DIGITS) {
            return true;
        }
        int length = 0;
        for (int i = 0; i < contentLength.length(); i++) {
            int digit = contentLength.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return true;
            }
            length = 10 * length + digit;
        }
        return length > MAX_BODY;
    }

    private static int headerLength(MultiMap headers) {
        int length = 0;
        for (Map.Entry<String, String> header : headers) {
            length += header.getKey().length() + header.getValue().length();
        }
        return length;
    }

    private static boolean isJson(String type) {
        int end = type.indexOf(';');
        String media = (end < 0 ? type : type.substring(0, end)).strip();
        return media.isEmpty()
                || media.equalsIgnoreCase("application/json")
                || media.equalsIgnoreCase("text/plain");
    }

    /** A new id for a request. */
    public static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        char[] id = new char[ID_LENGTH];
        long bits = 0;
        for (int i = 0; i < ID_LENGTH; i++) {
            // One random number is enough for half an id.
            bits = i % (ID_LENGTH / 2) == 0 ? random.nextLong() : bits >>> ID_BITS;
            id[i] = ALPHABET.charAt((int) bits & (ALPHABET.length() - 1));
        }
        return new String(id);
    }
}
