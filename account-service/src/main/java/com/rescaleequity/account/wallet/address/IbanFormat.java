package com.rescaleequity.account.wallet.address;

import com.rescaleequity.account.wallet.address.AddressCheck.Invalid;
import com.rescaleequity.account.wallet.address.AddressCheck.Valid;
import org.apache.commons.validator.routines.IBANValidator;
import org.jspecify.annotations.Nullable;

/**
 * Bank accounts: IBANs (ISO 13616) of the countries in SWIFT's registry, each with its length and
 * structure. They may be written with spaces and in small letters; the canonical form has neither.
 */
final class IbanFormat implements AddressFormat {

    /** 34 characters in groups of four. */
    private static final int LONGEST_WRITTEN = 42;

    private static final char NO_BREAK_SPACE = '\u00a0';

    @Override
    public AddressCheck check(String text) {
        if (text.length() > LONGEST_WRITTEN) {
            return new Invalid(AddressFault.LENGTH);
        }
        String iban = withoutSpaces(text);
        if (iban == null) {
            return new Invalid(AddressFault.CHARACTERS);
        }
        return switch (IBANValidator.getInstance().validate(iban)) {
            case VALID -> new Valid(iban);
            case UNKNOWN_COUNTRY -> new Invalid(AddressFault.COUNTRY);
            case INVALID_LENGTH -> new Invalid(AddressFault.LENGTH);
            case INVALID_PATTERN -> new Invalid(AddressFault.CHARACTERS);
            case INVALID_CHECKSUM -> new Invalid(AddressFault.CHECKSUM);
        };
    }

    /** The digits and letters of a text, these as capitals; null when it has anything else. */
    private static @Nullable String withoutSpaces(String text) {
        StringBuilder iban = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character >= 'a' && character <= 'z') {
                iban.append((char) (character - 'a' + 'A'));
            } else if ((character >= 'A' && character <= 'Z')
                    || (character >= '0' && character <= '9')) {
                iban.append(character);
            } else if (character != ' ' && character != NO_BREAK_SPACE) {
                return null;
            }
        }
        return iban.toString();
    }
}
