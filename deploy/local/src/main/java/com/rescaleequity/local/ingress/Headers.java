package com.rescaleequity.local.ingress;

import io.netty.handler.codec.http.HttpUtil;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which headers pass the ingress, and what it says about the client. */
final class Headers {

    private static final Set<String> HOP_BY_HOP =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "expect",
                    "content-length");

    /** A client must not be able to speak for the ingress. */
    private static final Set<String> OURS =
            Set.of(
                    "x-forwarded-for",
                    "x-forwarded-proto",
                    "x-forwarded-host",
                    "x-forwarded-port",
                    "x-real-ip",
                    "forwarded");

    private Headers() {}

    /**
     * The client's headers for the service, with who the client is.
     *
     * @throws IllegalArgumentException if HTTP/1.1 cannot carry one of them, or the target: HTTP/2
     *     can carry nearly anything
     */
    static MultiMap forService(HttpServerRequest request) {
        if (!HttpUtil.isEncodingSafeStartLineToken(request.uri())) {
            throw new IllegalArgumentException("Not a target");
        }
        MultiMap target = HttpHeaders.headers();
        for (Map.Entry<String, String> header : request.headers()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!HOP_BY_HOP.contains(name) && !OURS.contains(name)) {
                target.add(header.getKey(), header.getValue());
            }
        }
        HostAndPort asked = request.authority();
        if (asked != null && request.version() == HttpVersion.HTTP_2) {
            // HTTP/2 names the host beside its headers.
            target.set("Host", asked.toString());
        }
        sayWhoAsks(request, target);
        return target;
    }

    /** As {@link #forService}, with those headers by which a connection changes its protocol. */
    static MultiMap forServiceToUpgrade(HttpServerRequest request) {
        return forService(request)
                .set("Connection", "Upgrade")
                .set("Upgrade", request.getHeader("Upgrade"));
    }

    private static void sayWhoAsks(HttpServerRequest request, MultiMap target) {
        target.set("X-Forwarded-For", request.remoteAddress().hostAddress());
        target.set("X-Forwarded-Proto", request.isSSL() ? "https" : "http");
    }

    /** The service's headers for the client. */
    static void toClient(MultiMap source, MultiMap target) {
        for (Map.Entry<String, String> header : source) {
            if (!HOP_BY_HOP.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                target.add(header.getKey(), header.getValue());
            }
        }
    }
}
