package com.rescaleequity.order.trading;

/** The log asks for rules that this code does not know; it must be replaced by newer code. */
public final class UnsupportedLogicException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsupportedLogicException(int wanted, int known) {
        super("the log asks for logic version " + wanted + ", this code knows up to " + known);
    }
}
