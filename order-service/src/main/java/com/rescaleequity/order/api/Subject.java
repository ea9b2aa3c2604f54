package com.rescaleequity.order.api;

/**
 * What a refusal may have to name.
 *
 * @param key the order that the client named, if it named one
 * @param symbol empty when the request names none
 * @param label the label that the request gives to an order, empty when it gives none
 * @param path what the names of fields begin with, {@code orders[2].} in a batch
 */
record Subject(long accountId, OrderKey key, String symbol, String label, String path) {

    /** A request about an order that is there already. */
    static Subject existing(long accountId, OrderKey key, String path) {
        return new Subject(accountId, key, "", "", path);
    }

    /** A request for a new order. */
    static Subject placed(long accountId, String symbol, String label, String path) {
        return new Subject(accountId, OrderKey.NONE, symbol, label, path);
    }

    /** A request that is not about one order. */
    static Subject account(long accountId) {
        return existing(accountId, OrderKey.NONE, "");
    }
}
