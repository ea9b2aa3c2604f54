package com.rescaleequity.systemtest;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody else: places and cancels an order a few times a second and notes how long that took. */
final class Bystander implements AutoCloseable {

    private static final long PAUSE_MILLIS = 50;

    private final Client client;
    private final List<Long> micros = new CopyOnWriteArrayList<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private volatile boolean running = true;

    private Bystander(Client client) {
        this.client = client;
    }

    static Bystander start(Client client) {
        Bystander bystander = new Bystander(client);
        Thread.ofVirtual().start(bystander::run);
        return bystander;
    }

    private void run() {
        while (running) {
            try {
                trade();
                Thread.sleep(PAUSE_MILLIS);
            } catch (IOException e) {
                refusals.add(e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void trade() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Client.Answer placed = client.limit("ETHUSD", "buy", "0.01", "2100");
        micros.add((System.nanoTime() - begun) / 1000);
        if (placed.status() == 200) {
            String orderId = placed.data().path("orderId").asText();
            client.post("/orders/cancel", "{\"orderId\":\"" + orderId + "\"}");
        } else {
            refusals.add(placed.body().toString());
        }
    }

    /** Returns once so many more orders have been answered. */
    Latencies next(int count) {
        int from = micros.size();
        Await.until(
                count + " answers to a bystander; refused: " + refusals,
                () -> micros.size() >= from + count,
                micros::size);
        return since(from);
    }

    /** How many orders have been answered. */
    int answered() {
        return micros.size();
    }

    /** The answers from this one on. */
    Latencies since(int from) {
        return Latencies.of(micros.subList(from, micros.size()));
    }

    /** What was refused though nothing was wrong with it. */
    List<String> refusals() {
        return refusals;
    }

    @Override
    public void close() {
        running = false;
    }

    /** What answers took, ms. */
    record Latencies(int count, double median, double p99) {

        static Latencies of(List<Long> micros) {
            List<Long> sorted = micros.stream().sorted().toList();
            return new Latencies(
                    sorted.size(),
                    sorted.get(sorted.size() / 2) / 1000.0,
                    sorted.get(sorted.size() * 99 / 100) / 1000.0);
        }
    }
}
