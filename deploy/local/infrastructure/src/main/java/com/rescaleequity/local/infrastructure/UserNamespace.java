package com.rescaleequity.local.infrastructure;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL refuses to run as root. For root, this gives the command prefix that runs a program in
 * a user namespace of its own, where it is nobody; for other users, none.
 */
final class UserNamespace {

    private static final List<String> UNSHARE = List.of("unshare", "-U");

    private UserNamespace() {}

    static List<String> prefix() throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        if (!works()) {
            throw new IOException(
                    "PostgreSQL does not run as root, and this machine does not let 'unshare -U'"
                            + " change that: start the exchange as an ordinary user.");
        }
        return UNSHARE;
    }

    private static boolean works() throws IOException {
        try {
            Process process = new ProcessBuilder("unshare", "-U", "true").start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while trying unshare", e);
        }
    }
}
