package com.rescaleequity.account.wallet;

/**
 * Where money is to go.
 *
 * @param address in its canonical form
 * @param memo empty = none
 */
public record Destination(String asset, String network, String address, String memo) {}
