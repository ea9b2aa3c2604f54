package com.rescaleequity.account.wallet.address;

/** What a format says of a text. */
public sealed interface AddressCheck {

    /**
     * The text is an address.
     *
     * @param canonical how it is stored; two texts name one address if and only if theirs are equal
     */
    record Valid(String canonical) implements AddressCheck {}

    /** The text is none. */
    record Invalid(AddressFault fault) implements AddressCheck {}
}
