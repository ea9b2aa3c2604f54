package com.rescaleequity.order.engine;

/** This replica cannot take a request at the moment; nothing was done. */
public final class NothingDoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long retryAfterMs;

    NothingDoneException(String why, long retryAfterMs) {
        super(why);
        this.retryAfterMs = retryAfterMs;
    }

    /** When it may be worth another attempt. */
    public long retryAfterMs() {
        return retryAfterMs;
    }
}
