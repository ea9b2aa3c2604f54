package com.rescaleequity.local.launch;

/** Why the exchange was not started, in words for the person who asked; nothing was touched. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}
