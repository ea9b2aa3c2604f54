package com.rescaleequity.account.wallet.address;

import java.util.Locale;

/**
 * Why a text is no address of a network; ordered from what the eye sees to what takes arithmetic.
 */
public enum AddressFault {
    /** Longer or shorter than any address of its kind. */
    LENGTH,

    /** A character that has no place there. */
    CHARACTERS,

    /** Capitals and small letters mixed in a kind that knows only one of them at a time. */
    CASE,

    /** Not begun as addresses of the network are. */
    PREFIX,

    /** An address of another network. */
    NETWORK,

    /** A country without IBANs. */
    COUNTRY,

    /** Mistyped, most likely: its characters and its check do not belong together. */
    CHECKSUM,

    /** A witness version that does not exist. */
    VERSION,

    /** Bits behind the last byte that are not zero or too many. */
    PADDING,

    /** Bytes that are nobody's public key. */
    KEY;

    /** The word by which an error names it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
