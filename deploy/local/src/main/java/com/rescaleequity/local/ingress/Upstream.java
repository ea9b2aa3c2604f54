package com.rescaleequity.local.ingress;

/**
 * Where a replica of a service listens.
 *
 * @param host its address
 * @param port its port for HTTP
 * @param healthPort its port for questions about its health
 */
public record Upstream(String host, int port, int healthPort) {

    /** A replica on this machine. */
    public static Upstream local(int port, int healthPort) {
        return new Upstream("127.0.0.1", port, healthPort);
    }
}
