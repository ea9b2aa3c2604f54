package com.rescaleequity.order.trading;

/** What an account has of one asset, in units: what it may spend and what its orders hold. */
public record Balance(String asset, long available, long held) {}
