package com.rescaleequity.account.wallet.address;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Bytes in the 58 digits and letters that the eye does not confuse; a leading 1 is a zero byte. */
final class Base58 {

    private static final String DIGITS =
            "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int BASE = DIGITS.length();

    private Base58() {}

    /** Whether a text has no other characters. */
    static boolean isMadeOfDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (DIGITS.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The bytes that a text of these digits stands for; null unless they are so many. */
    static byte @Nullable [] decode(String text, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < text.length(); i++) {
            int carry = DIGITS.indexOf(text.charAt(i));
            for (int place = size - 1; place >= 0; place--) {
                carry += BASE * (bytes[place] & 0xff);
                bytes[place] = (byte) carry;
                carry >>>= Byte.SIZE;
            }
            if (carry != 0) {
                return null;
            }
        }
        return leadingZeros(bytes) == leadingOnes(text) ? bytes : null;
    }

    static String encode(byte[] bytes) {
        StringBuilder reversed = new StringBuilder();
        BigInteger rest = new BigInteger(1, bytes);
        while (rest.signum() > 0) {
            BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(BASE));
            reversed.append(DIGITS.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        return reversed.repeat('1', leadingZeros(bytes)).reverse().toString();
    }

    private static int leadingZeros(byte[] bytes) {
        int zeros = 0;
        while (zeros < bytes.length && bytes[zeros] == 0) {
            zeros++;
        }
        return zeros;
    }

    private static int leadingOnes(String text) {
        int ones = 0;
        while (ones < text.length() && text.charAt(ones) == '1') {
            ones++;
        }
        return ones;
    }
}
