package com.rescaleequity.local.launch;

import com.rescaleequity.local.infrastructure.FreePort;

/** Finds out early whether a port is taken. */
final class PortCheck {

    private PortCheck() {}

    static void refuseBusy(int port) throws RefusedException {
        if (port < 0 || port > 65_535) {
            throw new RefusedException("--port takes a number from 0 to 65535.");
        }
        if (!FreePort.isFree(port)) {
            throw new RefusedException(
                    "Port %d is in use on this machine. Choose another one with --port."
                            .formatted(port));
        }
    }
}
