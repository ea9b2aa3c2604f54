package com.rescaleequity.order.history;

import com.rescaleequity.protocol.trading.OrderStatus;
import com.rescaleequity.protocol.trading.OrderType;
import com.rescaleequity.protocol.trading.Side;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of an account's orders a list shows.
 *
 * @param statuses empty = all
 * @param startTime earliest creation, epoch ms, inclusive
 * @param endTime latest creation, epoch ms, inclusive
 * @param ascending oldest first
 */
public record OrderFilter(
        long accountId,
        Set<OrderStatus> statuses,
        @Nullable String symbol,
        @Nullable Side side,
        @Nullable OrderType type,
        @Nullable String clientOrderId,
        @Nullable Long startTime,
        @Nullable Long endTime,
        boolean ascending) {

    private static final int PRINT_BYTES = 8;

    /** A short text that is the same for the same filter on every replica, and for no other. */
    String fingerprint() {
        String all =
                statuses.stream().map(OrderStatus::getNumber).sorted().toList()
                        + ("|" + accountId + '|' + symbol + '|' + side + '|' + type)
                        + ("|" + clientOrderId + '|' + startTime + '|' + endTime + '|')
                        + ascending;
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, PRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
