package com.rescaleequity.account.wallet.address;

import com.rescaleequity.account.wallet.address.AddressCheck.Invalid;
import com.rescaleequity.account.wallet.address.AddressCheck.Valid;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A Bitcoin network: hashes of keys and scripts in base58 with a checksum, and witness programs.
 *
 * @param prefix how its witness addresses begin
 * @param keyHash the version byte of hashes of keys
 * @param scriptHash the version byte of hashes of scripts
 */
record BitcoinFormat(String prefix, int keyHash, int scriptHash) implements AddressFormat {

    static final BitcoinFormat MAIN = new BitcoinFormat("bc", 0x00, 0x05);
    static final BitcoinFormat TEST = new BitcoinFormat("tb", 0x6f, 0xc4);

    private static final int MOST_DIGITS = 35;
    private static final int HASH_BYTES = 20;
    private static final int CHECKED_BYTES = 1 + HASH_BYTES;
    private static final int CHECKSUM_BYTES = 4;

    @Override
    public AddressCheck check(String text) {
        if (text.length() > SegwitAddress.LONGEST) {
            return new Invalid(AddressFault.LENGTH);
        }
        if (hasWitnessPrefix(text)) {
            return SegwitAddress.check(text, prefix);
        }
        boolean foreign = MAIN.hasWitnessPrefix(text) || TEST.hasWitnessPrefix(text);
        return foreign ? new Invalid(AddressFault.NETWORK) : checkHash(text);
    }

    private boolean hasWitnessPrefix(String text) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length())
                && text.startsWith("1", prefix.length());
    }

    private AddressCheck checkHash(String text) {
        if (text.length() > MOST_DIGITS) {
            return new Invalid(AddressFault.LENGTH);
        }
        if (!Base58.isMadeOfDigits(text)) {
            return new Invalid(AddressFault.CHARACTERS);
        }
        byte[] bytes = Base58.decode(text, CHECKED_BYTES + CHECKSUM_BYTES);
        if (bytes == null) {
            return new Invalid(AddressFault.LENGTH);
        }
        if (!hasChecksum(bytes)) {
            return new Invalid(AddressFault.CHECKSUM);
        }
        int version = bytes[0] & 0xff;
        return version == keyHash || version == scriptHash
                ? new Valid(text)
                : new Invalid(AddressFault.NETWORK);
    }

    private static boolean hasChecksum(byte[] bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, CHECKED_BYTES);
            byte[] twice = digest.digest(digest.digest());
            return Arrays.equals(
                    twice, 0, CHECKSUM_BYTES, bytes, CHECKED_BYTES, CHECKED_BYTES + CHECKSUM_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
