package com.rescaleequity.systemtest.load.flow;

import com.rescaleequity.systemtest.load.wire.Call;
import com.rescaleequity.systemtest.load.wire.CallKind;

/**
 * The orders of one market, of the smallest quantity. Those that rest lie far enough from the price
 * not to trade and near enough to be allowed.
 *
 * @param price at which orders trade, whole
 */
record Orders(String symbol, long price) {

    private static final int REST_PERCENT = 10;

    Call limit(String key, boolean buys) {
        return create(key, buys, ",\"type\":\"limit\",\"price\":" + price);
    }

    Call market(String key, boolean buys) {
        return create(key, buys, ",\"type\":\"market\"");
    }

    Call resting(String key, boolean buys) {
        return create(key, buys, ",\"type\":\"limit\",\"price\":" + restingPrice(buys));
    }

    private Call create(String key, boolean buys, String rest) {
        String body =
                "{\"symbol\":\"%s\",\"side\":\"%s\",\"quantity\":0.0001%s}"
                        .formatted(symbol, buys ? "buy" : "sell", rest);
        return Call.of(CallKind.CREATE, key, body);
    }

    /** Moves a resting order a step to and fro. */
    Call amend(String key, boolean buys, String orderId, boolean further) {
        long to = restingPrice(buys) + (further ? 1 : 0);
        return Call.of(
                CallKind.AMEND, key, "{\"orderId\":\"" + orderId + "\",\"price\":" + to + "}");
    }

    static Call cancel(String key, String orderId) {
        return Call.of(CallKind.CANCEL, key, "{\"orderId\":\"" + orderId + "\"}");
    }

    /** As many bytes as an order has. */
    Call echo() {
        return new Call(CallKind.ECHO, "", limit("", true).body());
    }

    private long restingPrice(boolean buys) {
        long distance = price * REST_PERCENT / 100;
        return buys ? price - distance : price + distance;
    }
}
