package com.rescaleequity.order.engine;

import com.rescaleequity.platform.runtime.Worker;
import com.rescaleequity.protocol.trading.Command;
import com.rescaleequity.protocol.trading.EndLease;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The connections of this replica with which orders end. No order of a connection comes into the
 * log behind its end, and its end comes into the log however often that takes nothing. While this
 * replica lives, its ticks renew all leases at once; see {@link Witness}.
 */
final class ConnectionLeases implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ConnectionLeases.class);
    private static final Duration RETRY_EVERY = Duration.ofMillis(500);

    private final String origin;
    private final BiConsumer<Command, Consumer<Throwable>> log;
    private final AtomicLong last = new AtomicLong();

    /** Whether anything was appended that ends with a connection. */
    private final Map<Long, Boolean> open = new ConcurrentHashMap<>();

    private final Queue<Command> ends = new ConcurrentLinkedQueue<>();
    private final Worker worker = new Worker("lease-ends", this::round);

    /**
     * No connection is open.
     *
     * @param log appends a command, and tells of a failure after which it may not have got in
     */
    ConnectionLeases(String origin, BiConsumer<Command, Consumer<Throwable>> log) {
        this.origin = origin;
        this.log = log;
    }

    /** Begins to send ends again that the log has not taken. */
    void start() {
        worker.start();
    }

    @Override
    public void close() {
        worker.close();
    }

    /** A connection begins; its number in commands. */
    long open() {
        long lease = last.incrementAndGet();
        open.put(lease, false);
        return lease;
    }

    /**
     * Appends orders that end with a connection, or with none where the lease is 0. Of a connection
     * that has ended nothing is appended; the answer is false then.
     */
    boolean append(long lease, Runnable append) {
        if (lease == 0) {
            append.run();
            return true;
        }
        // The connection's end waits for this, and then comes behind it.
        Boolean isOpen =
                open.computeIfPresent(
                        lease,
                        (number, known) -> {
                            append.run();
                            return true;
                        });
        return isOpen != null;
    }

    /** A connection has ended: so do its orders, if there were any. Again is nothing. */
    void end(long accountId, long lease) {
        if (Boolean.TRUE.equals(open.remove(lease))) {
            send(
                    Command.newBuilder()
                            .setOrigin(origin)
                            .setEndLease(
                                    EndLease.newBuilder().setAccountId(accountId).setLease(lease))
                            .build());
        }
    }

    /** How many connections are open. */
    int count() {
        return open.size();
    }

    private void send(Command end) {
        log.accept(
                end,
                failure -> {
                    LOG.debugf("The end of a lease was not taken: %s", failure.getMessage());
                    ends.add(end);
                });
    }

    private void round() throws InterruptedException {
        worker.pause(RETRY_EVERY);
        for (int waiting = ends.size(); waiting > 0; waiting--) {
            Command end = ends.poll();
            if (end != null) {
                send(end);
            }
        }
    }
}
