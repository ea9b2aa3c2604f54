package com.rescaleequity.order.trading;

import com.rescaleequity.order.trading.message.ClientOrderId;
import java.util.List;

/**
 * Remembers the client order ids of orders that ended, all accounts' together in no more than so
 * many bytes. Above that the account that has the most of them gives up its oldest, so that nobody
 * forgets for another who has fewer.
 */
final class ClosedLabels {

    private final long mostBytes;
    private final Shares<ClientOrderIds> shares = new Shares<>();
    private long bytes;

    ClosedLabels(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** What they take in memory, about. */
    long bytes() {
        return bytes;
    }

    /** Remembers the label of an order that ended, or that got another label. */
    void close(ClientOrderIds own, ClientOrderId label, long orderId) {
        bytes += own.close(label, orderId);
        if (own.isOverfull()) {
            bytes -= own.forgetOldest();
        } else {
            shares.grown(own);
        }
        boundAll();
    }

    private void boundAll() {
        while (bytes > mostBytes) {
            ClientOrderIds largest = shares.largest();
            bytes -= largest.forgetOldest();
            shares.shrunk(largest);
        }
    }

    /** Counts what an account remembers that was read back. */
    void add(ClientOrderIds restored) {
        bytes += restored.bytes();
        if (restored.amount() > 0) {
            shares.grown(restored);
        }
    }

    /** Whether it counts what these accounts remember. */
    boolean counts(List<ClientOrderIds> all) {
        return bytes == all.stream().mapToLong(ClientOrderIds::bytes).sum()
                && bytes <= mostBytes
                && shares.holds(all);
    }
}
