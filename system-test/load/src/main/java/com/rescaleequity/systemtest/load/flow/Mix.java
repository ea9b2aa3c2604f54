package com.rescaleequity.systemtest.load.flow;

/** What a stage sends. */
public enum Mix {
    ECHO("the ceiling: HTTP and the log, and nothing between them", Service.ORDERS),
    LIMIT("limit orders, every second one trades with the one before", Service.ORDERS),
    MIXED("limit and market orders, amends and cancels as traders send them", Service.ORDERS),
    MARKET("market orders against limit orders", Service.ORDERS),
    AMEND("resting orders, each moved eight times", Service.ORDERS),
    CANCEL("resting orders, each cancelled", Service.ORDERS),
    HOT("limit orders, one account buys from all others or sells to them", Service.ORDERS),
    MANY("limit orders of many accounts", Service.ORDERS),
    STORM("thousands of resting orders, all cancelled at once", Service.ORDERS),
    OVERLOAD("three times as many limit orders as go, some cancels among them", Service.ORDERS),
    ACCOUNT("GET /account", Service.ACCOUNTS),
    OPEN_ORDERS("GET /orders?status=active", Service.ORDERS),
    TICKERS("GET /market/tickers", Service.MARKET);

    /** Which service answers. */
    public enum Service {
        ORDERS,
        ACCOUNTS,
        MARKET
    }

    private final String title;
    private final Service service;

    Mix(String title, Service service) {
        this.title = title;
        this.service = service;
    }

    /** What it is, in a few words. */
    public String title() {
        return title;
    }

    /** Which service answers. */
    public Service service() {
        return service;
    }

    /** Whether it changes orders: then followers have something to do. */
    public boolean writes() {
        return switch (this) {
            case LIMIT, MIXED, MARKET, AMEND, CANCEL, HOT, MANY, STORM, OVERLOAD -> true;
            case ECHO, ACCOUNT, OPEN_ORDERS, TICKERS -> false;
        };
    }
}
