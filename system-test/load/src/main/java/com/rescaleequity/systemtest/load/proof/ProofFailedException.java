package com.rescaleequity.systemtest.load.proof;

/** Something that must hold does not; the message says what. */
public final class ProofFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ProofFailedException(String message) {
        super(message);
    }
}
