package com.rescaleequity.systemtest.load.wire;

/** Looks into ASCII as it came from a socket. */
final class Bytes {

    private Bytes() {}

    /** Where the bytes after a pattern begin, or -1 if the pattern is not there. */
    static int after(byte[] bytes, int from, int until, byte[] pattern) {
        for (int at = from; at <= until - pattern.length; at++) {
            if (startsWith(bytes, at, pattern)) {
                return at + pattern.length;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] pattern) {
        for (int i = 0; i < pattern.length; i++) {
            if (bytes[at + i] != pattern[i]) {
                return false;
            }
        }
        return true;
    }

    /** The number that stands at a place, after blanks; 0 if none does. */
    static long number(byte[] bytes, int from, int until) {
        int at = from;
        while (at < until && bytes[at] == ' ') {
            at++;
        }
        long number = 0;
        while (at < until && bytes[at] >= '0' && bytes[at] <= '9') {
            number = number * 10 + (bytes[at] - '0');
            at++;
        }
        return number;
    }

    /** Whether a line's name, without regard to case, stands at a place. */
    static boolean startsWithName(byte[] bytes, int at, int until, byte[] lowerCase) {
        if (until - at < lowerCase.length) {
            return false;
        }
        for (int i = 0; i < lowerCase.length; i++) {
            int letter = bytes[at + i];
            int lower = letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
            if (lower != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }
}
