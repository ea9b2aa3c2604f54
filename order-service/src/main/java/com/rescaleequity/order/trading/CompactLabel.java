package com.rescaleequity.order.trading;

/**
 * Client order ids that are as good as a number: the digits of one, or "x-" and a code. The service
 * makes codes for orders that come without: thousands of them are remembered for each account, as
 * numbers and not as texts.
 */
public final class CompactLabel {

    private static final String PREFIX = "x-";
    private static final int RADIX = 36;
    private static final int MOST_DIGITS = 18;
    // Fewer always fit into a long.
    private static final int MOST_CODE_DIGITS = 13;

    private CompactLabel() {}

    /** The number whose digits a text is, as Java would write them, or 0 if it is none. */
    static long number(String text) {
        int length = text.length();
        if (length > MOST_DIGITS || text.charAt(0) == '0') {
            return 0;
        }
        long number = 0;
        for (int i = 0; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    /** The number above 0 that {@link #text} makes this text of, or 0 if there is none. */
    static long code(String text) {
        int first = PREFIX.length();
        int digits = text.length() - first;
        if (digits < 1
                || digits > MOST_CODE_DIGITS
                || !text.startsWith(PREFIX)
                || text.charAt(first) == '0') {
            return 0;
        }
        long code = 0;
        for (int i = first; i < text.length(); i++) {
            int digit = digit(text.charAt(i));
            boolean last = i == first + MOST_CODE_DIGITS - 1;
            if (digit < 0 || (last && code > (Long.MAX_VALUE - digit) / RADIX)) {
                return 0;
            }
            code = RADIX * code + digit;
        }
        return code;
    }

    private static int digit(char letter) {
        if ('0' <= letter && letter <= '9') {
            return letter - '0';
        }
        return 'a' <= letter && letter <= 'z' ? letter - 'a' + 10 : -1;
    }

    /** The text of a code, which is above 0. */
    public static String text(long code) {
        return PREFIX + Long.toString(code, RADIX);
    }
}
