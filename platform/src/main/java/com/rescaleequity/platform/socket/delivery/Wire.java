package com.rescaleequity.platform.socket.delivery;

import com.rescaleequity.platform.errors.ErrorCode;

/**
 * One peer's connection, as its {@link SendQueue} needs it. Sends are made in the wire's context.
 */
public interface Wire {

    /** Runs a task later in the connection's own context. */
    void execute(Runnable task);

    /**
     * Sends one text message.
     *
     * @param sent runs when the message has been handed to the network
     * @param failed runs when it cannot be sent any more
     */
    void send(String text, Runnable sent, Runnable failed);

    /** Says goodbye; the reason that clients read is the name of an error code. */
    void close(CloseCode code, ErrorCode reason);
}
