package com.rescaleequity.systemtest.load.exchange;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Accounts with plenty of everything; the exchange must run without rate limits. */
public final class SandboxAccounts {

    private static final int AT_ONCE = 2;
    private static final int ATTEMPTS = 120;
    private static final long PAUSE_MILLIS = 1_000;
    private static final int OK = 200;
    private static final int SERVER_ERROR = 500;

    private SandboxAccounts() {}

    /** Opens accounts and gives their keys. */
    public static List<String> open(URI rest, int count) throws IOException, InterruptedException {
        try (ExecutorService openers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<String>> opening = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                opening.add(openers.submit(() -> open(rest)));
            }
            List<String> keys = new ArrayList<>();
            for (Future<String> key : opening) {
                keys.add(key.get());
            }
            return keys;
        } catch (ExecutionException e) {
            throw new IOException("Accounts could not be opened: " + e.getMessage(), e);
        }
    }

    /** A cold exchange may not open one in time: then it is asked again. */
    private static String open(URI rest) throws IOException, InterruptedException {
        Http.Reply reply = Http.post(rest, "/sandbox/accounts", "{}");
        for (int attempt = 1; reply.status() >= SERVER_ERROR && attempt < ATTEMPTS; attempt++) {
            Thread.sleep(PAUSE_MILLIS);
            reply = Http.post(rest, "/sandbox/accounts", "{}");
        }
        if (reply.status() != OK) {
            throw new IOException(
                    "No account (%d %s): the exchange must run with --rate-limits off"
                            .formatted(reply.status(), reply.code()));
        }
        return reply.data().path("apiKey").asText();
    }
}
