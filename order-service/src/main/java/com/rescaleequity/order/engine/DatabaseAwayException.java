package com.rescaleequity.order.engine;

import java.sql.SQLException;

/** The database cannot be asked now; what it holds may be right. */
final class DatabaseAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseAwayException(SQLException cause) {
        super("The database cannot be asked: " + cause.getMessage(), cause);
    }
}
