package com.rescaleequity.platform.follower;

/** The database answers, but cannot write at the moment: full, locked, read only or going down. */
public final class DatabaseBusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseBusyException(Throwable cause) {
        super("The database cannot write at the moment: " + cause.getMessage(), cause);
    }
}
