package com.rescaleequity.local.ingress;

/**
 * Where a service listens.
 *
 * @param host its address
 * @param port its port for HTTP
 */
public record Upstream(String host, int port) {

    /** A service on this machine. */
    public static Upstream local(int port) {
        return new Upstream("127.0.0.1", port);
    }
}
