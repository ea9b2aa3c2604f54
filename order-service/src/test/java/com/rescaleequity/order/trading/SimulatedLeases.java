package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.message.Command;
import com.rescaleequity.order.trading.message.Lease;
import java.util.List;
import java.util.SplittableRandom;

/** Random connections of a few servers, which speak now and then, and end. */
final class SimulatedLeases {

    private static final List<String> SERVERS = List.of("one", "two", "three");
    private static final int CONNECTIONS = 3;

    private final SplittableRandom random;

    SimulatedLeases(SplittableRandom random) {
        this.random = random;
    }

    /** The same command, or the same on a connection if it enters orders. */
    Command perhapsOnOne(Command command) {
        return command instanceof Command.Placement orders && random.nextInt(5) == 0
                ? new Command.PlaceOnLease(lease(), orders)
                : command;
    }

    /** The end of a connection, or word of a server that lives. */
    Command endOrRenewal(long account) {
        return random.nextInt(3) == 0
                ? new Command.EndLease(account, lease())
                : new Command.RenewLeases(server());
    }

    private Lease lease() {
        return new Lease(server(), 1 + random.nextInt(CONNECTIONS));
    }

    private String server() {
        return SERVERS.get(random.nextInt(SERVERS.size()));
    }
}
