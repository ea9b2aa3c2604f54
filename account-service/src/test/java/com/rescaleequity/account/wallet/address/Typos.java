package com.rescaleequity.account.wallet.address;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Texts that differ from an address in one character. */
final class Typos {

    /** What a keyboard types. */
    static final String PRINTABLE = characters('!', '~');

    /** What IBANs are made of. */
    static final String DIGITS_AND_CAPITALS = characters('0', '9') + characters('A', 'Z');

    private Typos() {}

    /** An address with each of its characters replaced by each of these. */
    static Stream<String> of(String address, String characters) {
        return IntStream.range(0, address.length())
                .boxed()
                .flatMap(place ->
                        characters
                                .chars()
                                .filter(typed -> typed != address.charAt(place))
                                .mapToObj(typed -> typed(address, place, (char) typed)));
    }

    private static String typed(String address, int place, char character) {
        return address.substring(0, place) + character + address.substring(place + 1);
    }

    private static String characters(char first, char last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
