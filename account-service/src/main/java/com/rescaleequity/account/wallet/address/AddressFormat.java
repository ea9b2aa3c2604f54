package com.rescaleequity.account.wallet.address;

/** What addresses of a network look like. */
public interface AddressFormat {

    /** Whether a text is one; of whatever length and characters, it is an answer, never a throw. */
    AddressCheck check(String text);
}
