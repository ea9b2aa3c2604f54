package com.rescaleequity.local.replay.mirror;

/**
 * One order of the mirroring maker that rests on the exchange, quantities in units. It belongs to
 * one {@link LiveBook}.
 */
public final class LiveOrder {

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
    public LiveOrder(int account, String orderId, LevelKey level, long remaining, long filled) {
        this.account = account;
        this.orderId = orderId;
        this.level = level;
        this.remaining = remaining;
        this.filled = filled;
    }

    public int account() {
        return account;
    }

    public String orderId() {
        return orderId;
    }

    public LevelKey level() {
        return level;
    }

    public long remaining() {
        return remaining;
    }

    public long filled() {
        return filled;
    }

    public void fill(long quantity) {
        remaining -= quantity;
        filled += quantity;
    }

    /** Takes over what the exchange says of this order. */
    public void settle(LiveOrder now) {
        remaining = now.remaining;
        filled = now.filled;
    }

    public void resize(long newRemaining) {
        remaining = newRemaining;
    }
}
