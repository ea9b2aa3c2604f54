package com.rescaleequity.platform.operator;

import java.util.Locale;

/**
 * Somebody who runs the exchange.
 *
 * @param name as it stands in the audit trail
 */
public record Operator(String name, Role role) {

    /** What an operator may do; each role may do what those before it may. */
    public enum Role {
        /** Looks, and changes nothing. */
        VIEWER,
        /** Changes what one person may change. */
        OPERATOR,
        /** Agrees to what needs a second person. */
        APPROVER;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean may(Role needed) {
        return role.compareTo(needed) >= 0;
    }
}
