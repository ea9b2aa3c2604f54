package com.rescaleequity.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A client's book, kept by the contract's one rule for depth frames. */
final class DepthBook {

    private final TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>();
    private final TreeMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
    private long sequence = -1;

    void apply(JsonNode frame) {
        long next = frame.path("sequence").asLong();
        if (frame.path("type").asText().equals("snapshot")) {
            bids.clear();
            asks.clear();
        } else if (next <= sequence) {
            return;
        } else if (frame.path("previousSequence").asLong() > sequence) {
            throw new AssertionError("Gap after " + sequence + ": " + frame);
        }
        change(bids, frame.path("data").path("bids"));
        change(asks, frame.path("data").path("asks"));
        sequence = next;
    }

    long sequence() {
        return sequence;
    }

    NavigableMap<BigDecimal, BigDecimal> bids() {
        return bids;
    }

    NavigableMap<BigDecimal, BigDecimal> asks() {
        return asks;
    }

    static NavigableMap<BigDecimal, BigDecimal> levels(JsonNode pairs) {
        TreeMap<BigDecimal, BigDecimal> levels = new TreeMap<>();
        change(levels, pairs);
        return levels;
    }

    private static void change(NavigableMap<BigDecimal, BigDecimal> side, JsonNode pairs) {
        for (JsonNode pair : pairs) {
            BigDecimal price = pair.get(0).decimalValue().stripTrailingZeros();
            BigDecimal quantity = pair.get(1).decimalValue().stripTrailingZeros();
            if (quantity.signum() == 0) {
                side.remove(price);
            } else {
                side.put(price, quantity);
            }
        }
    }
}
