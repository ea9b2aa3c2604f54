package com.rescaleequity.order.engine;

/** No outcome came in time: a command may have been carried out, or not, or may still be. */
public final class OutcomeUnknownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutcomeUnknownException(Throwable cause) {
        super(cause);
    }
}
