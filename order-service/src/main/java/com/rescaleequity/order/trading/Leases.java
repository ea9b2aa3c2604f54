package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.state.StateReader;
import com.rescaleequity.order.trading.state.StateWriter;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The servers with whose connections open orders end. One that has not been heard of for {@link
 * #MILLIS} is taken for dead. There are never more of them than orders that end so.
 */
final class Leases {

    /** Each server speaks every second, and its orders must have ended ten after its death. */
    static final long MILLIS = 8_000;

    private final Map<String, LeaseHolder> byServer = new HashMap<>();
    private final Map<Long, LeaseHolder> byId = new TreeMap<>();
    private final Timers timers;
    private long lastId;

    Leases(Timers timers) {
        this.timers = timers;
    }

    /** The server of this name; one that was not known is heard of now. */
    LeaseHolder findOrCreate(String server, long now) {
        LeaseHolder known = byServer.get(server);
        if (known != null) {
            return known;
        }
        LeaseHolder created = new LeaseHolder(server, ++lastId, now + MILLIS);
        add(created);
        return created;
    }

    @Nullable LeaseHolder find(String server) {
        return byServer.get(server);
    }

    /** The server that a timer or a snapshot means. */
    LeaseHolder get(long id) {
        LeaseHolder holder = byId.get(id);
        if (holder == null) {
            throw new IllegalStateException("nobody holds leases as " + id);
        }
        return holder;
    }

    /** A server lives: its orders go on. */
    void renew(String server, long now) {
        LeaseHolder holder = byServer.get(server);
        if (holder != null) {
            timers.remove(holder);
            holder.endsAt(now + MILLIS);
            timers.add(holder);
        }
    }

    /** An order is open that ends with a connection of the server. */
    void entered(LeaseHolder holder) {
        holder.changeOrders(1);
    }

    /** Such an order is not open any more; a server without any is forgotten. */
    void left(LeaseHolder holder) {
        holder.changeOrders(-1);
        if (holder.orders() == 0) {
            byServer.remove(holder.server());
            byId.remove(holder.id());
            timers.remove(holder);
        }
    }

    /** Every server, oldest first. */
    Collection<LeaseHolder> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    void write(StateWriter state) {
        state.number(lastId);
        state.number(byId.size());
        for (LeaseHolder holder : byId.values()) {
            state.number(holder.id());
            state.text(holder.server());
            state.number(holder.endsAt());
        }
    }

    /** Takes over what was written; the orders that end with them are still to enter. */
    void read(StateReader state) {
        lastId = state.number();
        int count = state.count();
        for (int i = 0; i < count; i++) {
            long id = state.number();
            add(new LeaseHolder(state.text(), id, state.number()));
        }
    }

    private void add(LeaseHolder holder) {
        byServer.put(holder.server(), holder);
        byId.put(holder.id(), holder);
        timers.add(holder);
    }
}
