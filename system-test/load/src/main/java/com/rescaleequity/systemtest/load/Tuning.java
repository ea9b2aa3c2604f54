package com.rescaleequity.systemtest.load;

import java.time.Duration;

/**
 * What holds for every stage of a run.
 *
 * @param duration how long each is measured
 * @param settling how long each goes on before
 * @param connections of the open loops over HTTP
 * @param sockets of all loops over WebSocket, which share the calls under way
 * @param straight past the ingress, where the services' ports are known
 */
record Tuning(
        Duration duration, Duration settling, int connections, int sockets, boolean straight) {}
