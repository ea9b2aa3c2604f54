package com.rescaleequity.stream.subscription;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The gateway's own settings; {@code application.properties} says what each is for. */
@ConfigMapping(prefix = "exchange.stream")
public interface StreamSettings {

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

    /** Private events kept for resuming, over all accounts. */
    @WithDefault("50000")
    int recentEvents();

    /** How long readiness waits for the books of listed instruments. */
    @WithDefault("8s")
    Duration depthGrace();
}
