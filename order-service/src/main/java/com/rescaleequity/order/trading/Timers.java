package com.rescaleequity.order.trading;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What happens by time alone, in the order in which it is due: orders that expire and, of those at
 * the same time behind them, accounts whose orders are cancelled.
 */
final class Timers {

    /**
     * One thing that is due.
     *
     * @param id an order's, or an account's
     */
    record Timer(long time, boolean ofAccount, long id) implements Comparable<Timer> {

        @Override
        public int compareTo(Timer other) {
            if (time != other.time) {
                return Long.compare(time, other.time);
            }
            int kinds = Boolean.compare(ofAccount, other.ofAccount);
            return kinds == 0 ? Long.compare(id, other.id) : kinds;
        }
    }

    private final TreeSet<Timer> timers = new TreeSet<>();
    private long nextTime = Long.MAX_VALUE;

    /** When the first is due, epoch ms; {@code Long.MAX_VALUE} when there is none. */
    long nextTime() {
        return nextTime;
    }

    /** What is due at or before a time, or null. */
    @Nullable Timer due(long time) {
        return nextTime <= time ? timers.first() : null;
    }

    /** Waits for the end of an order that has one. */
    void add(WorkingOrder order) {
        if (order.expireAt() != 0) {
            timers.add(new Timer(order.expireAt(), false, order.orderId()));
            changed();
        }
    }

    void remove(WorkingOrder order) {
        if (order.expireAt() != 0) {
            timers.remove(new Timer(order.expireAt(), false, order.orderId()));
            changed();
        }
    }

    /** Arms the timer of an account in place of the one it may have; a time of 0 is never. */
    void arm(Account account, long time) {
        if (account.cancelAllAt() != 0) {
            timers.remove(new Timer(account.cancelAllAt(), true, account.id()));
        }
        account.cancelAllAt(time);
        addOf(account);
        changed();
    }

    /** Waits for the time that an account that was read brought along. */
    void addOf(Account account) {
        if (account.cancelAllAt() != 0) {
            timers.add(new Timer(account.cancelAllAt(), true, account.id()));
            changed();
        }
    }

    private void changed() {
        nextTime = timers.isEmpty() ? Long.MAX_VALUE : timers.first().time();
    }
}
