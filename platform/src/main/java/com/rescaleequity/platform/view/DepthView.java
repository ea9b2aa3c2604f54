package com.rescaleequity.platform.view;

import com.rescaleequity.platform.decimal.Units;
import com.rescaleequity.protocol.market.Level;
import java.math.BigDecimal;
import java.util.List;

/** A book as {@code [price, quantity]} pairs, best first. */
public record DepthView(
        String symbol,
        long sequence,
        long timestamp,
        List<List<BigDecimal>> bids,
        List<List<BigDecimal>> asks) {

    /** The same levels as a stream frame carries them, where sequence and time are in the frame. */
    public record Sides(String symbol, List<List<BigDecimal>> bids, List<List<BigDecimal>> asks) {}

    /** Levels as pairs. */
    public static List<List<BigDecimal>> pairs(List<Level> levels) {
        return levels.stream()
                .map(level ->
                        List.of(
                                Units.toDecimal(level.getPrice()),
                                Units.toDecimal(level.getQuantity())))
                .toList();
    }
}
