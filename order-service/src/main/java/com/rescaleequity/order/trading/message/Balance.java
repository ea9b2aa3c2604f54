package com.rescaleequity.order.trading.message;

/** What an account has of one asset, in units: what it may spend and what its orders hold. */
public record Balance(String asset, long available, long held) {}
