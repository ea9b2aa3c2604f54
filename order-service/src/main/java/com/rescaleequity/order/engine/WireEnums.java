package com.rescaleequity.order.engine;

import com.google.protobuf.ProtocolMessageEnum;
import com.rescaleequity.order.trading.message.StatusReason;
import org.jspecify.annotations.Nullable;

/**
 * The core's enums as wire numbers. Both declare their words in the same order, the wire after its
 * "unspecified" zero; a test holds them together.
 */
final class WireEnums {

    private WireEnums() {}

    /** Number of a core word on the wire. */
    @SuppressWarnings("EnumOrdinal") // WireEnumsTest compares every word's name with the wire's
    static int number(Enum<?> word) {
        return word instanceof StatusReason ? word.ordinal() : word.ordinal() + 1;
    }

    /**
     * The core's word for a wire value that must be given.
     *
     * @throws UnreadableCommandException when it is unspecified or unknown
     */
    static <E extends Enum<E>> E required(E[] words, ProtocolMessageEnum value) {
        E word = optional(words, value);
        if (word == null) {
            throw new UnreadableCommandException("an enum is unspecified");
        }
        return word;
    }

    /** The core's word for a wire value, null for "unspecified". */
    static <E extends Enum<E>> @Nullable E optional(E[] words, ProtocolMessageEnum value) {
        int number;
        try {
            number = value.getNumber();
        } catch (IllegalArgumentException e) {
            throw new UnreadableCommandException("an enum value is from a newer version");
        }
        return number == 0 ? null : words[number - 1];
    }
}
