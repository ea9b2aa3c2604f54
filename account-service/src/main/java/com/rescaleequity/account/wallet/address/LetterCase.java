package com.rescaleequity.account.wallet.address;

/** Whether a text keeps to capitals or to small letters. */
final class LetterCase {

    private LetterCase() {}

    /** Whether there are both among the letters A to Z, from a place on. */
    static boolean isMixed(String text, int from) {
        boolean capitals = false;
        boolean small = false;
        for (int i = from; i < text.length(); i++) {
            char character = text.charAt(i);
            capitals |= character >= 'A' && character <= 'Z';
            small |= character >= 'a' && character <= 'z';
        }
        return capitals && small;
    }
}
