package com.rescaleequity.platform.http;

import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The address that a request comes from: what the ingress saw, else the peer's. Of several
 * forwarded addresses only the last was written by our ingress; the others are the client's words.
 */
final class ClientAddress {

    private static final int LONGEST = 45;

    private ClientAddress() {}

    static String of(RoutingContext http) {
        String seen = last(http.request().headers().getAll("X-Forwarded-For"));
        return seen == null ? http.request().remoteAddress().hostAddress() : seen;
    }

    /** The last entry, in its shortest form, when it is an address literal. */
    static @Nullable String last(List<String> forwarded) {
        if (forwarded.isEmpty()) {
            return null;
        }
        String header = forwarded.getLast();
        String entry = header.substring(header.lastIndexOf(',') + 1).strip();
        if (entry.isEmpty() || entry.length() > LONGEST || entry.indexOf('%') >= 0) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(entry).getHostAddress();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
