package com.rescaleequity.local.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds out early whether a port is taken. */
final class PortCheck {

    private PortCheck() {}

    static void refuseBusy(int port) throws RefusedException {
        if (port < 0 || port > 65_535) {
            throw new RefusedException("--port takes a number from 0 to 65535.");
        }
        try (ServerSocket socket =
                new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            socket.getLocalPort();
        } catch (IOException e) {
            throw new RefusedException(
                    "Port %d is in use on this machine. Choose another one with --port."
                            .formatted(port));
        }
    }
}
