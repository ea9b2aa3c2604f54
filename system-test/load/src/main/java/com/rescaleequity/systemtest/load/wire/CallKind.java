package com.rescaleequity.systemtest.load.wire;

/** What is called, as both doors name it. */
public enum CallKind {
    CREATE("POST", "/orders/create", "ORDERS_CREATE"),
    AMEND("POST", "/orders/amend", "ORDERS_AMEND"),
    CANCEL("POST", "/orders/cancel", "ORDERS_CANCEL"),
    /** The ceiling: the body comes back once it has been in the log. */
    ECHO("POST", "/orders/echo", ""),
    ACCOUNT("GET", "/account", ""),
    OPEN_ORDERS("GET", "/orders?status=active", ""),
    TICKERS("GET", "/market/tickers", "");

    private final String method;
    private final String path;
    private final String socketMethod;

    CallKind(String method, String path, String socketMethod) {
        this.method = method;
        this.path = path;
        this.socketMethod = socketMethod;
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    /** The method of the trade socket; empty for what it does not have. */
    String socketMethod() {
        return socketMethod;
    }

    /** Whether it has a body. */
    boolean writes() {
        return method.equals("POST");
    }
}
