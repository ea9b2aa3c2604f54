package com.rescaleequity.account.wallet.address;

import com.rescaleequity.account.wallet.address.AddressCheck.Invalid;
import com.rescaleequity.account.wallet.address.AddressCheck.Valid;
import java.math.BigInteger;

/**
 * Solana and its test networks, whose addresses do not differ: an Ed25519 public key in base58.
 * There is no checksum, but only every second value of 32 bytes is a key. The others are addresses
 * of programs, from which a mistaken transfer does not come back, so they are refused.
 */
final class SolanaFormat implements AddressFormat {

    /** Bytes of a key. */
    static final int BYTES = 32;

    private static final int MOST_DIGITS = 44;

    /** The curve is -x^2 + y^2 = 1 + d x^2 y^2 over the numbers below p = 2^255 - 19. */
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    private static final BigInteger D =
            BigInteger.valueOf(-121_665).multiply(BigInteger.valueOf(121_666).modInverse(P)).mod(P);

    private static final BigInteger HALF = P.shiftRight(1);

    @Override
    public AddressCheck check(String text) {
        if (text.length() > MOST_DIGITS) {
            return new Invalid(AddressFault.LENGTH);
        }
        if (!Base58.isMadeOfDigits(text)) {
            return new Invalid(AddressFault.CHARACTERS);
        }
        byte[] bytes = Base58.decode(text, BYTES);
        if (bytes == null) {
            return new Invalid(AddressFault.LENGTH);
        }
        return isKey(bytes) ? new Valid(text) : new Invalid(AddressFault.KEY);
    }

    /** Whether 32 bytes, the lowest first and the sign of x on top, are a point of the curve. */
    static boolean isKey(byte[] bytes) {
        byte[] highestFirst = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            highestFirst[i] = bytes[BYTES - 1 - i];
        }
        highestFirst[0] &= 0x7f;
        BigInteger y = new BigInteger(highestFirst);
        BigInteger ySquare = y.multiply(y).mod(P);
        // x^2 = above / below, and a quotient is a square if and only if the product is one.
        BigInteger above = ySquare.subtract(BigInteger.ONE);
        BigInteger below = ySquare.multiply(D).add(BigInteger.ONE);
        return above.multiply(below).modPow(HALF, P).compareTo(BigInteger.ONE) <= 0;
    }
}
