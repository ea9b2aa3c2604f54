package com.rescaleequity.account.testing;

import java.util.UUID;

/** What operators send. */
public final class Operators {

    private Operators() {}

    /** The body of a change with a reason and a name of its own. */
    public static String change(String body) {
        String rest = body.strip().substring(1);
        return "{\"reason\":\"a test\",\"requestId\":\""
                + UUID.randomUUID()
                + (rest.strip().equals("}") ? "\"" : "\",")
                + rest;
    }
}
