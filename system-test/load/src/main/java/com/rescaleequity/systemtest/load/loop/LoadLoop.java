package com.rescaleequity.systemtest.load.loop;

import com.rescaleequity.systemtest.load.wire.Answer;
import com.rescaleequity.systemtest.load.wire.Call;
import com.rescaleequity.systemtest.load.wire.Lane;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Sends the calls of one stage over kept connections, on the thread that calls it. It does next to
 * nothing per call, because it takes its time from the same processors as the exchange.
 */
public final class LoadLoop implements Closeable {

    /** How long it waits for the last answers. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long STOPPED_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LOOK_MILLIS = 100;

    /** Below this a selector's milliseconds are too coarse, and it sleeps by itself. */
    private static final long COARSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final long NAP_NANOS = 200_000;

    private final Selector selector = Selector.open();
    private final Crew crew;
    private final BooleanSupplier stopped;
    private final Deque<Slot> idle = new ArrayDeque<>();
    private final Set<Lane> written = new LinkedHashSet<>();
    private final List<Connection> lost = new ArrayList<>();
    private int underWay;

    private record Connection(int number, Lane lane, List<Slot> slots) {}

    /** Opens the connections. */
    public LoadLoop(Crew crew, BooleanSupplier stopped) throws IOException {
        this.crew = crew;
        this.stopped = stopped;
        List<Connection> connections = new ArrayList<>();
        int most = 0;
        for (int number = 0; number < crew.lanes(); number++) {
            Connection connection = connect(number);
            connections.add(connection);
            most = Math.max(most, connection.slots().size());
        }
        // Each connection once before any of them twice.
        for (int slot = 0; slot < most; slot++) {
            for (Connection connection : connections) {
                if (slot < connection.slots().size()) {
                    idle.add(connection.slots().get(slot));
                }
            }
        }
    }

    private Connection connect(int number) throws IOException {
        Lane lane = crew.open(number);
        List<Slot> slots = new ArrayList<>();
        for (int slot = 0; slot < lane.slots(); slot++) {
            slots.add(new Slot(lane, slot, crew.script(number)));
        }
        Connection connection = new Connection(number, lane, slots);
        lane.register(selector, connection);
        return connection;
    }

    /**
     * Sends calls when they are due, whether or not the ones before were answered; those that find
     * no free connection wait for one, and that time counts.
     *
     * @param patienceNanos how long one waits for a free connection before it is given up
     */
    public void open(Measurement measurement, Schedule schedule, long patienceNanos)
            throws IOException {
        long number = 0;
        long giveUp = measurement.until() + Math.min(patienceNanos, PATIENCE_NANOS);
        long calls = schedule.count();
        while (true) {
            long now = System.nanoTime();
            if (stopped.getAsBoolean() && calls > schedule.dueBy(now)) {
                calls = schedule.dueBy(now);
                giveUp = now + STOPPED_PATIENCE_NANOS;
            }
            while (number < calls && schedule.due(number) - now <= 0) {
                long due = schedule.due(number);
                if (now - due > patienceNanos) {
                    measurement.notSent(due, now);
                } else if (!sendNext(due, now)) {
                    break;
                }
                number++;
            }
            flush();
            if ((number >= calls && underWay == 0) || now - giveUp >= 0) {
                break;
            }
            await(measurement, number < calls ? schedule.due(number) - now : Long.MAX_VALUE);
        }
        long now = System.nanoTime();
        countUnanswered(measurement, now);
        for (; number < calls; number++) {
            measurement.notSent(schedule.due(number), now);
        }
    }

    /** Keeps one call under way in each slot, as long as there is something to do. */
    public void closed(Measurement measurement) throws IOException {
        long giveUp = measurement.until() + PATIENCE_NANOS;
        while (true) {
            long now = System.nanoTime();
            boolean goesOn = now - measurement.until() < 0 && !stopped.getAsBoolean();
            while (goesOn && !idle.isEmpty()) {
                sendNext(now, now);
            }
            flush();
            if (underWay == 0 || now - giveUp >= 0) {
                break;
            }
            await(measurement, Long.MAX_VALUE);
        }
        countUnanswered(measurement, System.nanoTime());
    }

    /** What was never answered has failed. */
    private void countUnanswered(Measurement measurement, long now) {
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof Connection connection) {
                for (Slot slot : connection.slots()) {
                    end(slot, measurement, now, Answer.NONE);
                }
            }
        }
    }

    /** Whether there was a free slot with something to do. */
    private boolean sendNext(long due, long now) throws IOException {
        while (!idle.isEmpty()) {
            Slot slot = idle.poll();
            Call call = slot.script().next();
            if (call != null) {
                slot.put(call, due, now);
                written.add(slot.lane());
                underWay++;
                return true;
            }
        }
        return false;
    }

    private void flush() {
        for (Lane lane : written) {
            try {
                lane.flush();
            } catch (IOException e) {
                // Reading will tell that it is lost.
            }
        }
        written.clear();
    }

    private void await(Measurement measurement, long nanos) throws IOException {
        if (nanos <= 0 || nanos >= COARSE_NANOS) {
            long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
            selector.select(
                    key -> receive(key, measurement),
                    nanos <= 0 ? LOOK_MILLIS : Math.min(millis, LOOK_MILLIS));
        } else if (selector.selectNow(key -> receive(key, measurement)) == 0) {
            LockSupport.parkNanos(Math.min(nanos, NAP_NANOS));
            selector.selectNow(key -> receive(key, measurement));
        }
        replaceLost(measurement);
    }

    private void receive(SelectionKey key, Measurement measurement) {
        Connection connection = (Connection) key.attachment();
        try {
            connection
                    .lane()
                    .read((number, answer) -> {
                        Slot slot = connection.slots().get(number);
                        if (end(slot, measurement, System.nanoTime(), answer)) {
                            idle.add(slot);
                        }
                    });
        } catch (IOException e) {
            key.cancel();
            lost.add(connection);
        }
    }

    private boolean end(Slot slot, Measurement measurement, long now, Answer answer) {
        if (!slot.underWay()) {
            return false;
        }
        slot.over();
        underWay--;
        measurement.answered(slot.kind(), slot.due(), slot.sent(), now, answer);
        slot.script().answered(answer);
        return true;
    }

    private void replaceLost(Measurement measurement) throws IOException {
        for (Connection connection : lost) {
            for (Slot slot : connection.slots()) {
                if (!end(slot, measurement, System.nanoTime(), Answer.NONE)) {
                    idle.remove(slot);
                }
            }
            connection.lane().close();
            idle.addAll(connect(connection.number()).slots());
        }
        lost.clear();
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
