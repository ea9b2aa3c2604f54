package com.rescaleequity.account.wallet.address;

import com.esaulpaugh.headlong.abi.Address;
import com.rescaleequity.account.wallet.address.AddressCheck.Invalid;
import com.rescaleequity.account.wallet.address.AddressCheck.Valid;
import java.util.HexFormat;

/**
 * Ethereum and its test networks, whose addresses do not differ: 0x and forty hexadecimal digits.
 * Letters of one case carry no checksum; those of both must be in the case that EIP-55 gives them,
 * which is the canonical form.
 */
final class EthereumFormat implements AddressFormat {

    /** Bytes of an address. */
    static final int BYTES = 20;

    private static final String PREFIX = "0x";
    private static final int LENGTH = PREFIX.length() + 2 * BYTES;

    @Override
    public AddressCheck check(String text) {
        if (text.length() != LENGTH) {
            return new Invalid(AddressFault.LENGTH);
        }
        if (!text.startsWith(PREFIX)) {
            return new Invalid(AddressFault.PREFIX);
        }
        if (!text.chars().skip(PREFIX.length()).allMatch(HexFormat::isHexDigit)) {
            return new Invalid(AddressFault.CHARACTERS);
        }
        String canonical = Address.toChecksumAddress(text);
        return LetterCase.isMixed(text, PREFIX.length()) && !text.equals(canonical)
                ? new Invalid(AddressFault.CHECKSUM)
                : new Valid(canonical);
    }

    /** The address of twenty bytes, in its canonical form. */
    static String of(byte[] bytes) {
        return Address.toChecksumAddress(PREFIX + HexFormat.of().formatHex(bytes));
    }
}
