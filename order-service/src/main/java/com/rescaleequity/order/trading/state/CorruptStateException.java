package com.rescaleequity.order.trading.state;

/** The bytes are not a state that this version wrote whole. */
public final class CorruptStateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CorruptStateException(String message) {
        super(message);
    }
}
