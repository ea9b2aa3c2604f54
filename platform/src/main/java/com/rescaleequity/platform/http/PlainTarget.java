package com.rescaleequity.platform.http;

/**
 * Tells request targets of nothing but the usual characters, which need no parser to be known as
 * well-formed; nearly all are.
 */
final class PlainTarget {

    private static final String MARKS = "/-._~?=&,";
    private static final boolean[] PLAIN = new boolean[128];

    static {
        for (char c = 0; c < PLAIN.length; c++) {
            PLAIN[c] = Character.isLetterOrDigit(c) || MARKS.indexOf(c) >= 0;
        }
    }

    private PlainTarget() {}

    /** Whether it is an absolute path with a query perhaps; false says nothing. */
    static boolean is(String target) {
        if (!target.startsWith("/") || target.startsWith("//")) {
            return false;
        }
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c >= PLAIN.length || !PLAIN[c]) {
                return false;
            }
        }
        return true;
    }
}
