package com.rescaleequity.order.engine;

/** A record of the command log that no replica can read; all of them refuse it alike. */
final class UnreadableCommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableCommandException(String message) {
        super(message);
    }
}
