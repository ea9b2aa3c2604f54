package com.rescaleequity.local.launch;

import java.net.URI;

/**
 * Where clients find the exchange.
 *
 * @param port the ingress's port
 * @param tls whether it speaks TLS
 */
record Addresses(int port, boolean tls) {

    URI rest() {
        return URI.create("%s://127.0.0.1:%d/api/v1".formatted(tls ? "https" : "http", port));
    }

    URI stream() {
        return URI.create("%s://127.0.0.1:%d/ws".formatted(tls ? "wss" : "ws", port));
    }
}
