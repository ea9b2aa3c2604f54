package com.rescaleequity.order.trading.book;

import org.jspecify.annotations.Nullable;

/**
 * 64 places side by side, each with something in use, something put by for later, or nothing. One
 * bit a place finds the next one in use at once.
 */
abstract class BitRow<T> {

    /** The bits of a number that say which place is meant. */
    static final int BITS = 6;

    private static final int PLACES = 1 << BITS;

    private final @Nullable Object[] items = new Object[PLACES];
    private long used;

    private static int place(long number) {
        return (int) number & (PLACES - 1);
    }

    private static long bit(long number) {
        return 1L << number;
    }

    final boolean isEmpty() {
        return used == 0;
    }

    /** What is in use at the place of a number. */
    final @Nullable T get(long number) {
        return (used & bit(number)) == 0 ? null : item(place(number));
    }

    /** What is there, in use or put by. */
    final @Nullable T kept(long number) {
        return item(place(number));
    }

    final void use(long number, T item) {
        items[place(number)] = item;
        used |= bit(number);
    }

    /** Takes something out of use and keeps it for later. */
    final void putBy(long number) {
        used &= ~bit(number);
    }

    /** Takes something out of use for good. */
    final void remove(long number) {
        putBy(number);
        items[place(number)] = null;
    }

    /** The first in use. */
    final @Nullable T firstItem() {
        return firstOf(used);
    }

    /** The first in use behind the place of a number. */
    final @Nullable T itemAfter(long number) {
        return firstOf(used & (-2L << number));
    }

    private @Nullable T firstOf(long places) {
        return places == 0 ? null : item(Long.numberOfTrailingZeros(places));
    }

    @SuppressWarnings("unchecked") // only use() puts anything in
    private @Nullable T item(int place) {
        return (T) items[place];
    }
}
