package com.rescaleequity.systemtest;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Places orders one after the other through the public door while faults happen, each with its own
 * label and key, and notes what it was told and how long it waited.
 */
final class StormTrader {

    private static final int TURN = 50;

    // What is offered is more than the storm has to carry, and less than fills every processor.
    private static final long PAUSE_MILLIS = 20;

    private final Client client;
    private final String label;
    private final boolean sellsFirst;
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final Collection<String> unknown = new ConcurrentLinkedQueue<>();
    private final Map<String, String> refused = new ConcurrentHashMap<>();
    private final Collection<Long> waitedMillis = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean running = true;
    private volatile String last = "nothing";

    private StormTrader(Client client, String label, boolean sellsFirst) {
        this.client = client;
        this.label = label;
        this.sellsFirst = sellsFirst;
        this.thread = Thread.ofVirtual().unstarted(this::run);
    }

    static StormTrader start(Client client, String label, boolean sellsFirst) {
        StormTrader trader = new StormTrader(client, label, sellsFirst);
        trader.thread.start();
        return trader;
    }

    private void run() {
        for (int count = 0; running; count++) {
            boolean sell = (count / TURN % 2 == 0) == sellsFirst;
            String name = label + "-" + count;
            try {
                Thread.sleep(PAUSE_MILLIS);
                note(name, send(name, sell ? "sell" : "buy"));
            } catch (IOException e) {
                unknown.add(name);
                last = name + ": " + e;
            } catch (InterruptedException e) {
                unknown.add(name);
                return;
            }
        }
    }

    private Client.Answer send(String name, String side) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        try {
            return new CarefulClient(client).send(name, side);
        } finally {
            waitedMillis.add((System.nanoTime() - begun) / 1_000_000);
        }
    }

    private void note(String name, Client.Answer answer) throws InterruptedException {
        last = name + ": " + answer.status() + " " + answer.body();
        if (answer.status() == 200) {
            acknowledged.put(name, answer.data().path("orderId").asText());
        } else if (answer.status() == 500) {
            unknown.add(name);
        } else {
            refused.put(name, answer.code());
            if (answer.code().equals("MAX_OPEN_ORDERS")) {
                makeRoom();
            }
        }
    }

    /** Both sides may have filled up with orders of one kind, which nothing matches any more. */
    private void makeRoom() throws InterruptedException {
        try {
            Client.send(
                    client.request("/orders/cancel-all")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{\"symbol\":\"ETHUSD\"}")));
        } catch (IOException e) {
            last = "cancel-all: " + e;
        }
    }

    /** Order ids by label, of what was answered 200. */
    Map<String, String> acknowledged() {
        return acknowledged;
    }

    /** Labels of what nobody knew. */
    List<String> unknown() {
        return new ArrayList<>(unknown);
    }

    /** Codes by label, of what was answered as not done. */
    Map<String, String> refused() {
        return new LinkedHashMap<>(refused);
    }

    /** How long each call waited, in milliseconds. */
    Collection<Long> waitedMillis() {
        return waitedMillis;
    }

    /** What the last call was told, or how it failed. */
    String last() {
        return last;
    }

    Client client() {
        return client;
    }

    /** Ends after the call that is under way. */
    void end() throws InterruptedException {
        running = false;
        thread.join();
    }
}
