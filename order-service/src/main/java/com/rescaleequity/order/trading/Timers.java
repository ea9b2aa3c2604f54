package com.rescaleequity.order.trading;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What happens by time alone, in the order in which it is due: orders that expire and, of those at
 * the same time behind them, accounts whose orders are cancelled, and then servers taken for dead.
 */
final class Timers {

    /**
     * One thing that is due.
     *
     * @param id an order's, an account's, or a server's
     */
    record Timer(long time, Kind kind, long id) implements Comparable<Timer> {

        @Override
        public int compareTo(Timer other) {
            if (time != other.time) {
                return Long.compare(time, other.time);
            }
            int kinds = kind.compareTo(other.kind);
            return kinds == 0 ? Long.compare(id, other.id) : kinds;
        }
    }

    /** Whose time comes, in the order in which they have their turn. */
    enum Kind {
        ORDER,
        ACCOUNT,
        SERVER
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
            timers.add(new Timer(order.expireAt(), Kind.ORDER, order.orderId()));
            changed();
        }
    }

    void remove(WorkingOrder order) {
        if (order.expireAt() != 0) {
            timers.remove(new Timer(order.expireAt(), Kind.ORDER, order.orderId()));
            changed();
        }
    }

    /** Arms the timer of an account in place of the one it may have; a time of 0 is never. */
    void arm(Account account, long time) {
        if (account.cancelAllAt() != 0) {
            timers.remove(new Timer(account.cancelAllAt(), Kind.ACCOUNT, account.id()));
        }
        account.cancelAllAt(time);
        addOf(account);
        changed();
    }

    /** Waits for the time that an account that was read brought along. */
    void addOf(Account account) {
        if (account.cancelAllAt() != 0) {
            timers.add(new Timer(account.cancelAllAt(), Kind.ACCOUNT, account.id()));
            changed();
        }
    }

    /** Waits for the time at which a server is taken for dead. */
    void add(LeaseHolder holder) {
        timers.add(timer(holder));
        changed();
    }

    void remove(LeaseHolder holder) {
        timers.remove(timer(holder));
        changed();
    }

    /** Whether it waits for this server. */
    boolean has(LeaseHolder holder) {
        return timers.contains(timer(holder));
    }

    private static Timer timer(LeaseHolder holder) {
        return new Timer(holder.endsAt(), Kind.SERVER, holder.id());
    }

    private void changed() {
        nextTime = timers.isEmpty() ? Long.MAX_VALUE : timers.first().time();
    }
}
