package com.rescaleequity.order.trading.message;

/**
 * What a client calls its order. The service calls orders that come without one "x-" and a number
 * in base 32; every text of that form is kept as the number, because there are very many of them.
 */
public final class ClientOrderId {

    /** Not given. */
    public static final ClientOrderId NONE = new ClientOrderId(0, "");

    private static final String PREFIX = "x-";
    private static final int BITS_OF_DIGIT = 5;
    private static final int MOST_DIGITS = 13;

    // Either a number above 0, or 0 and a text of another form.
    private final long number;
    private final String other;

    private ClientOrderId(long number, String other) {
        this.number = number;
        this.other = other;
    }

    /** An id as a client writes it; empty for none. */
    public static ClientOrderId of(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        long number = parse(text);
        return number > 0 ? new ClientOrderId(number, "") : new ClientOrderId(0, text);
    }

    /** The id that is made of a number above 0. */
    public static ClientOrderId of(long number) {
        if (number <= 0) {
            throw new IllegalArgumentException("not above 0: " + number);
        }
        return new ClientOrderId(number, "");
    }

    private static long parse(String text) {
        int first = PREFIX.length();
        int digits = text.length() - first;
        if (digits < 1
                || digits > MOST_DIGITS
                || !text.startsWith(PREFIX)
                || text.charAt(first) == '0') {
            return 0;
        }
        long number = 0;
        for (int i = first; i < text.length(); i++) {
            int digit = digit(text.charAt(i));
            boolean fits = number >> (Long.SIZE - 1 - BITS_OF_DIGIT) == 0;
            if (digit < 0 || !fits) {
                return 0;
            }
            number = number << BITS_OF_DIGIT | digit;
        }
        return number;
    }

    private static int digit(char letter) {
        if ('0' <= letter && letter <= '9') {
            return letter - '0';
        }
        return 'a' <= letter && letter <= 'v' ? letter - 'a' + 10 : -1;
    }

    public boolean isNone() {
        return number == 0 && other.isEmpty();
    }

    /** The number that it is made of, or 0. */
    public long number() {
        return number;
    }

    /** As the client writes it. */
    public String text() {
        return number == 0 ? other : PREFIX + Long.toUnsignedString(number, 1 << BITS_OF_DIGIT);
    }

    @Override
    public boolean equals(Object that) {
        return that instanceof ClientOrderId id && id.number == number && id.other.equals(other);
    }

    @Override
    public int hashCode() {
        return number == 0 ? other.hashCode() : Long.hashCode(number);
    }

    @Override
    public String toString() {
        return text();
    }
}
