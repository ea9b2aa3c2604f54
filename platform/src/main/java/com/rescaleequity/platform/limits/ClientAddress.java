package com.rescaleequity.platform.limits;

import com.rescaleequity.platform.auth.IpRanges;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The address that a request comes from: the peer's, unless the peer is an ingress of ours; then
 * the last address in X-Forwarded-For, which the ingress wrote, unless that one is a proxy of ours
 * before it, and so on. What stands before the first address that is not ours is the client's word.
 */
@ApplicationScoped
public class ClientAddress {

    private static final int LONGEST = 45;
    private static final int MOST_PEERS = 10_000;

    private final Map<String, Boolean> ingresses = new ConcurrentHashMap<>();
    private final List<String> ingressRanges;
    private final List<String> outerProxies;

    ClientAddress(
            @ConfigProperty(
                            name = "exchange.ingress-addresses",
                            defaultValue =
                                    "127.0.0.0/8,::1/128,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,"
                                            + "100.64.0.0/10,169.254.0.0/16,fc00::/7,fe80::/10")
                    List<String> ingressAddresses,
            @ConfigProperty(name = "exchange.outer-proxies") Optional<List<String>> outerProxies) {
        this.ingressRanges = List.copyOf(ingressAddresses);
        this.outerProxies = List.copyOf(outerProxies.orElse(List.of()));
    }

    /** The address of a request's client. */
    public String of(RoutingContext http) {
        String peer = http.request().remoteAddress().hostAddress();
        return isIngress(peer)
                ? behind(peer, http.request().headers().getAll("X-Forwarded-For"))
                : peer;
    }

    /** Who is behind an ingress, by what it and the proxies before it say. */
    String behind(String peer, List<String> forwarded) {
        List<String> entries = Arrays.asList(String.join(",", forwarded).split(",", -1)).reversed();
        String client = peer;
        for (String entry : entries) {
            String address = literal(entry.strip());
            if (address == null) {
                return client;
            }
            client = address;
            if (!IpRanges.contains(outerProxies, client)) {
                return client;
            }
        }
        return client;
    }

    /** Whether what a peer says about its clients is believed. */
    boolean isIngress(String peer) {
        Boolean known = ingresses.get(peer);
        if (known == null) {
            known = IpRanges.contains(ingressRanges, peer);
            if (ingresses.size() < MOST_PEERS) {
                ingresses.put(peer, known);
            }
        }
        return known;
    }

    /** An address in its shortest form, null when it is none. */
    private static @Nullable String literal(String entry) {
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
