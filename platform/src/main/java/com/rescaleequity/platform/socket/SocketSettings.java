package com.rescaleequity.platform.socket;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many WebSockets a service serves, and how long it bears with each. */
@ConfigMapping(prefix = "exchange.sockets")
public interface SocketSettings {

    /** Most text that may wait for one connection, in bytes. */
    @WithDefault("4194304")
    long queueBytes();

    /** Most text that may wait for all connections together, in bytes. */
    @WithDefault("67108864")
    long allQueuesBytes();

    /** Most connections of this replica. */
    @WithDefault("2000")
    int maxConnections();

    /** How old the oldest waiting frame of a connection may get. */
    @WithDefault("5s")
    Duration queueAge();

    /** How long an unauthenticated connection may take to send AUTH. */
    @WithDefault("10s")
    Duration authPatience();

    /** A connection from which nothing came for this long is closed. */
    @WithDefault("60s")
    Duration silence();

    /** How long before a shutdown open connections are told. */
    @WithDefault("2s")
    Duration shutdownNotice();
}
