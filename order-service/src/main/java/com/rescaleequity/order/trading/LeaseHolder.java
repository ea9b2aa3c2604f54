package com.rescaleequity.order.trading;

/**
 * A server of connections, known as long as orders of its connections are open that end with them.
 */
final class LeaseHolder {

    private final String server;
    private final long id;
    private long endsAt;
    private int orders;

    LeaseHolder(String server, long id, long endsAt) {
        this.server = server;
        this.id = id;
        this.endsAt = endsAt;
    }

    /** What the server calls itself. */
    String server() {
        return server;
    }

    /** Tells it apart in snapshots, and which of two came first. */
    long id() {
        return id;
    }

    /** When its orders end unless it is heard of, epoch ms. */
    long endsAt() {
        return endsAt;
    }

    void endsAt(long time) {
        endsAt = time;
    }

    /** How many open orders end with its connections. */
    int orders() {
        return orders;
    }

    void changeOrders(int by) {
        orders += by;
    }
}
