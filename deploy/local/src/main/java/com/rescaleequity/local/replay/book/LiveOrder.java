package com.rescaleequity.local.replay.book;

/**
 * One order of the mirroring maker that rests on the exchange, quantities in units. It belongs to
 * one {@link LiveBook}.
 */
final class LiveOrder {

    private final int account;
    private final String orderId;
    private final LevelKey level;
    private long remaining;
    private long filled;

    /**
     * An order that rests.
     *
     * @param account which of the maker's accounts placed it
     */
    LiveOrder(int account, String orderId, LevelKey level, long remaining, long filled) {
        this.account = account;
        this.orderId = orderId;
        this.level = level;
        this.remaining = remaining;
        this.filled = filled;
    }

    int account() {
        return account;
    }

    String orderId() {
        return orderId;
    }

    LevelKey level() {
        return level;
    }

    long remaining() {
        return remaining;
    }

    long filled() {
        return filled;
    }

    void fill(long quantity) {
        remaining -= quantity;
        filled += quantity;
    }

    void resize(long newRemaining) {
        remaining = newRemaining;
    }
}
