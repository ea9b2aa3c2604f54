package com.rescaleequity.systemtest.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends the calls of a run over kept connections, on the thread that calls it. It does next to
 * nothing per call, because it takes its time from the same processors as the exchange.
 */
final class LoadLoop implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LONGEST_WAIT_MILLIS = 1;

    private final Selector selector = Selector.open();
    private final List<URI> targets;
    private final OrderFlow flow;
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private int underWay;

    /** Opens the connections, the same number to each target. */
    LoadLoop(List<URI> targets, OrderFlow flow, int connections) throws IOException {
        this.targets = targets;
        this.flow = flow;
        for (int i = 0; i < connections; i++) {
            idle.add(connect(i));
        }
    }

    private Connection connect(int number) throws IOException {
        URI target = targets.get(number % targets.size());
        return Connection.open(new InetSocketAddress(target.getHost(), target.getPort()), selector);
    }

    /**
     * Sends calls when they are due, whether or not the ones before were answered; those that find
     * no free connection wait for one, and that time counts.
     */
    void open(Measurement measurement, long start, int rate) throws IOException {
        long number = 0;
        long giveUp = measurement.until() + PATIENCE_NANOS;
        while (true) {
            long now = System.nanoTime();
            long due = start + number * TimeUnit.SECONDS.toNanos(1) / rate;
            while (due - now <= 0 && due - measurement.until() < 0 && !idle.isEmpty()) {
                send(idle.poll(), due);
                number++;
                due = start + number * TimeUnit.SECONDS.toNanos(1) / rate;
            }
            boolean allSent = due - measurement.until() >= 0;
            if ((allSent && underWay == 0) || now - giveUp >= 0) {
                countMissing(measurement, start, number, rate);
                return;
            }
            selector.select(key -> receive(key, measurement), LONGEST_WAIT_MILLIS);
        }
    }

    /** Keeps one call under way on each connection. */
    void closed(Measurement measurement) throws IOException {
        while (true) {
            boolean goesOn = System.nanoTime() - measurement.until() < 0;
            while (goesOn && !idle.isEmpty()) {
                send(idle.poll(), System.nanoTime());
            }
            if (!goesOn && underWay == 0) {
                return;
            }
            selector.select(
                    key -> receive(key, measurement),
                    TimeUnit.NANOSECONDS.toMillis(PATIENCE_NANOS));
        }
    }

    /** What was never answered has failed; what found no connection in time was not even sent. */
    private void countMissing(Measurement measurement, long start, long sent, int rate) {
        for (int i = 0; i < underWay; i++) {
            measurement.answered(measurement.until() - 1, System.nanoTime(), 0);
        }
        long number = sent;
        long due = start + number * TimeUnit.SECONDS.toNanos(1) / rate;
        while (due - measurement.until() < 0) {
            measurement.notSent(due);
            number++;
            due = start + number * TimeUnit.SECONDS.toNanos(1) / rate;
        }
    }

    private void send(Connection connection, long due) throws IOException {
        underWay++;
        connection.send(flow.next(), due);
    }

    private void receive(SelectionKey key, Measurement measurement) {
        Connection connection = (Connection) key.attachment();
        try {
            int status = connection.read();
            if (status != 0) {
                underWay--;
                measurement.answered(connection.due(), System.nanoTime(), status);
                idle.add(connection);
            }
        } catch (IOException e) {
            replace(key, connection, measurement);
        }
    }

    private void replace(SelectionKey key, Connection lost, Measurement measurement) {
        key.cancel();
        if (!idle.remove(lost)) {
            underWay--;
            measurement.answered(lost.due(), System.nanoTime(), 0);
        }
        try {
            lost.close();
            idle.add(connect(underWay + idle.size()));
        } catch (IOException e) {
            // The target is gone: the run goes on with the connections that are left.
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
