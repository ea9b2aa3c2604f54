package com.rescaleequity.systemtest;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Places and cancels orders at one replica, one after the other, and notes when it was answered.
 */
final class Trader implements AutoCloseable {

    /** An answer, with the system's nanoTime at which it came. */
    record Answered(long at, String orderId) {}

    private final Client client;
    private final String label;
    private final List<Answered> answers = new CopyOnWriteArrayList<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private volatile boolean running = true;
    private int count;

    private Trader(Client client, String label) {
        this.client = client;
        this.label = label;
    }

    static Trader start(Client client, String label) {
        Trader trader = new Trader(client, label);
        Thread.ofVirtual().start(trader::run);
        return trader;
    }

    private void run() {
        while (running) {
            try {
                trade();
            } catch (IOException e) {
                // The replica is gone for the moment; its outcome is looked for at the end.
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void trade() throws IOException, InterruptedException {
        String id = label + "-" + ++count;
        Client.Answer placed =
                client.post(
                        "/orders/create",
                        """
                        {"symbol":"ETHUSD","side":"buy","type":"limit","quantity":0.01,"price":2100,"clientOrderId":"%s"}
                        """
                                .formatted(id));
        if (placed.status() == 200) {
            String orderId = placed.data().path("orderId").asText();
            answers.add(new Answered(System.nanoTime(), orderId));
            client.post("/orders/cancel", "{\"orderId\":\"" + orderId + "\"}");
            // A replica that starts again needs some of the machine too.
            Thread.sleep(5);
        } else if (placed.status() < 500) {
            refusals.add(placed.body().toString());
        } else {
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    List<Answered> answers() {
        return answers;
    }

    /** What was refused though nothing was wrong with it. */
    List<String> refusals() {
        return refusals;
    }

    /** The longest time without an answer between two moments, in milliseconds. */
    long longestPause(long from, long to) {
        long longest = 0;
        long last = from;
        for (Answered answered : answers) {
            if (answered.at() > from && answered.at() < to) {
                longest = Math.max(longest, answered.at() - last);
                last = answered.at();
            }
        }
        return Math.max(longest, to - last) / 1_000_000;
    }

    @Override
    public String toString() {
        return label;
    }

    @Override
    public void close() {
        running = false;
    }
}
