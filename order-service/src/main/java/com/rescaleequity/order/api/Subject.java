package com.rescaleequity.order.api;

import com.rescaleequity.protocol.trading.PlaceOrder;

/**
 * What a refusal may have to name.
 *
 * @param key the order that the client named, if it named one
 * @param symbol empty when the request names none
 * @param label the label that the request gives to an order, empty when it gives none
 */
record Subject(long accountId, OrderKey key, String symbol, String label, FieldNames names) {

    /**
     * What the request calls the fields that a refusal may be about.
     *
     * @param path what all of them begin with, {@code orders[2].} in a batch
     * @param price the field with the price that the order trades at
     * @param quantity the field with the order's size, in base or quote units
     */
    record FieldNames(String path, String price, String quantity) {

        static final String QUOTE_QUANTITY = "quoteQuantity";

        static FieldNames plain(String path) {
            return new FieldNames(path, "price", "quantity");
        }

        boolean isByQuote() {
            return quantity.equals(QUOTE_QUANTITY);
        }
    }

    /** A request about an order that is there already. */
    static Subject existing(long accountId, OrderKey key, String path) {
        return new Subject(accountId, key, "", "", FieldNames.plain(path));
    }

    /** A request for a new order. */
    static Subject placed(PlaceOrder order, String path) {
        FieldNames names =
                order.getQuoteQuantity() == 0
                        ? FieldNames.plain(path)
                        : new FieldNames(path, "price", FieldNames.QUOTE_QUANTITY);
        return new Subject(
                order.getAccountId(),
                OrderKey.NONE,
                order.getSymbol(),
                order.getClientOrderId(),
                names);
    }

    /** A request that is not about one order. */
    static Subject account(long accountId) {
        return existing(accountId, OrderKey.NONE, "");
    }
}
