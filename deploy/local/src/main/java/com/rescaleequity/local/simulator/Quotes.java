package com.rescaleequity.local.simulator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The maker's own open orders on one instrument, oldest first. */
final class Quotes {

    /** How far from the fair price a quote may be before it is stale. */
    private static final double STALE = 0.004;

    private final List<Quote> quotes = new ArrayList<>();

    /**
     * One open order of the maker.
     *
     * @param orderId by which it is cancelled
     * @param buy its side
     * @param price its limit
     */
    record Quote(String orderId, boolean buy, BigDecimal price) {}

    void add(Quote quote) {
        quotes.add(quote);
    }

    void remove(Quote quote) {
        quotes.remove(quote);
    }

    void clear() {
        quotes.clear();
    }

    int count(boolean buy) {
        return (int) quotes.stream().filter(quote -> quote.buy() == buy).count();
    }

    @Nullable Quote oldest() {
        return quotes.isEmpty() ? null : quotes.getFirst();
    }

    /** A quote that the fair price has passed or left behind, or null. */
    @Nullable Quote stale(double fair) {
        for (Quote quote : quotes) {
            double away = quote.price().doubleValue() / fair - 1;
            boolean passed = quote.buy() ? away > 0 : away < 0;
            if (passed || Math.abs(away) > STALE) {
                return quote;
            }
        }
        return null;
    }

    /** Whether a new quote would meet one of the maker's own. */
    boolean crosses(boolean buy, BigDecimal price) {
        return quotes.stream()
                .filter(quote -> quote.buy() != buy)
                .anyMatch(quote ->
                        buy
                                ? price.compareTo(quote.price()) >= 0
                                : price.compareTo(quote.price()) <= 0);
    }
}
