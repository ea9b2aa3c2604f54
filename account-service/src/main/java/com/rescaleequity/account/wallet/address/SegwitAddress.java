package com.rescaleequity.account.wallet.address;

import com.rescaleequity.account.wallet.address.AddressCheck.Invalid;
import com.rescaleequity.account.wallet.address.AddressCheck.Valid;
import java.math.BigInteger;
import java.util.Locale;

/**
 * Bitcoin's witness programs: a prefix, 1, the version, the program and six symbols of checksum, as
 * bech32 for version 0 (BIP-173) and as bech32m for all later ones (BIP-350). The canonical form is
 * in small letters.
 */
final class SegwitAddress {

    /** Characters of the longest, that of a program of 40 bytes. */
    static final int LONGEST = 74;

    /** Bytes of the program that pays to a key. */
    static final int KEY_HASH_BYTES = 20;

    private static final int SCRIPT_HASH_BYTES = 32;
    private static final int LEAST_PROGRAM_BYTES = 2;
    private static final int MOST_PROGRAM_BYTES = 40;
    private static final int LAST_VERSION = 16;

    private static final String SYMBOLS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int SYMBOL_BITS = 5;
    private static final int SYMBOL_MASK = (1 << SYMBOL_BITS) - 1;
    private static final int CHECKSUM_SYMBOLS = 6;

    private static final int[] GENERATOR = {
        0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
    };
    private static final int BECH32 = 1;
    private static final int BECH32M = 0x2bc830a3;

    private SegwitAddress() {}

    /**
     * Whether a text is one. It is no longer than the longest and begins with the prefix, in
     * whatever case, and a 1.
     */
    static AddressCheck check(String text, String prefix) {
        int first = prefix.length() + 1;
        int programSymbols = text.length() - first - 1 - CHECKSUM_SYMBOLS;
        if (programSymbols < 0) {
            return new Invalid(AddressFault.LENGTH);
        }
        if (LetterCase.isMixed(text, 0)) {
            return new Invalid(AddressFault.CASE);
        }
        int checksum = afterPrefix(prefix);
        for (int i = first; i < text.length(); i++) {
            int symbol = symbol(text.charAt(i));
            if (symbol < 0) {
                return new Invalid(AddressFault.CHARACTERS);
            }
            checksum = next(checksum, symbol);
        }
        int version = symbol(text.charAt(first));
        if (checksum != (version == 0 ? BECH32 : BECH32M)) {
            return new Invalid(AddressFault.CHECKSUM);
        }
        if (version > LAST_VERSION) {
            return new Invalid(AddressFault.VERSION);
        }
        int programBits = programSymbols * SYMBOL_BITS;
        if (!isProgram(version, programBits / Byte.SIZE)) {
            return new Invalid(AddressFault.LENGTH);
        }
        if (!isPadding(symbol(text.charAt(first + programSymbols)), programBits % Byte.SIZE)) {
            return new Invalid(AddressFault.PADDING);
        }
        return new Valid(text.toLowerCase(Locale.ROOT));
    }

    /** The address of version 0 of twenty bytes. */
    static String ofKeyHash(String prefix, byte[] keyHash) {
        StringBuilder address = new StringBuilder(LONGEST).append(prefix).append('1');
        BigInteger program = new BigInteger(1, keyHash);
        int checksum = afterPrefix(prefix);
        // One symbol more than the program has: what stands above its bits is version 0.
        for (int i = KEY_HASH_BYTES * Byte.SIZE / SYMBOL_BITS; i >= 0; i--) {
            int symbol = program.shiftRight(i * SYMBOL_BITS).intValue() & SYMBOL_MASK;
            checksum = next(checksum, symbol);
            address.append(SYMBOLS.charAt(symbol));
        }
        for (int i = 0; i < CHECKSUM_SYMBOLS; i++) {
            checksum = next(checksum, 0);
        }
        checksum ^= BECH32;
        for (int i = CHECKSUM_SYMBOLS - 1; i >= 0; i--) {
            address.append(SYMBOLS.charAt((checksum >>> (i * SYMBOL_BITS)) & SYMBOL_MASK));
        }
        return address.toString();
    }

    private static boolean isProgram(int version, int bytes) {
        return version == 0
                ? bytes == KEY_HASH_BYTES || bytes == SCRIPT_HASH_BYTES
                : bytes >= LEAST_PROGRAM_BYTES && bytes <= MOST_PROGRAM_BYTES;
    }

    private static boolean isPadding(int symbol, int bits) {
        return bits < SYMBOL_BITS && (symbol & ((1 << bits) - 1)) == 0;
    }

    private static int symbol(char character) {
        boolean capital = character >= 'A' && character <= 'Z';
        return SYMBOLS.indexOf(capital ? character - 'A' + 'a' : character);
    }

    private static int afterPrefix(String prefix) {
        int checksum = 1;
        for (int i = 0; i < prefix.length(); i++) {
            checksum = next(checksum, prefix.charAt(i) >>> SYMBOL_BITS);
        }
        checksum = next(checksum, 0);
        for (int i = 0; i < prefix.length(); i++) {
            checksum = next(checksum, prefix.charAt(i) & SYMBOL_MASK);
        }
        return checksum;
    }

    private static int next(int checksum, int symbol) {
        int above = checksum >>> 25;
        int sum = ((checksum & 0x1ffffff) << SYMBOL_BITS) ^ symbol;
        for (int bit = 0; bit < GENERATOR.length; bit++) {
            if (((above >>> bit) & 1) == 1) {
                sum ^= GENERATOR[bit];
            }
        }
        return sum;
    }
}
