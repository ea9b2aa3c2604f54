package com.rescaleequity.local.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds TCP ports of the loopback address on which nothing listens at this moment. They lie below
 * those that systems give to outgoing connections (from 32768 on Linux, 49152 elsewhere), because
 * whoever asks listens seconds later and any connection made meanwhile could have taken the port.
 */
public final class FreePort {

    private static final int FIRST = 20_000;
    private static final int BEHIND_LAST = 32_768;
    private static final int ATTEMPTS = 100;

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /** A port that was free a moment ago and that nobody in this process was given before. */
    public static int find() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, BEHIND_LAST);
            if (GIVEN.add(port) && isFree(port)) {
                return port;
            }
        }
        return anyPort();
    }

    /** The given port, or a free one if it is 0. */
    public static int orFree(int port) {
        return port == 0 ? find() : port;
    }

    /** Whether nothing listens on the port. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** One that the system chooses, on a machine that uses most others. */
    private static int anyPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
