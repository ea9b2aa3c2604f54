package com.rescaleequity.order.engine;

import com.google.protobuf.ProtocolMessageEnum;
import com.rescaleequity.order.trading.message.StatusReason;
import com.rescaleequity.order.trading.message.Word;
import org.jspecify.annotations.Nullable;

/**
 * The core's words as wire numbers: the wire counts them from 1, behind its "unspecified" zero. Why
 * an order ended may be unspecified in the core, too. A test compares the words' names.
 */
final class WireEnums {

    private WireEnums() {}

    /** Number of a core word on the wire. */
    static int number(Word word) {
        return word instanceof StatusReason ? word.number() : word.number() + 1;
    }

    /**
     * The core's word for a wire value that must be given.
     *
     * @throws UnreadableCommandException when it is unspecified or unknown
     */
    static <W extends Word> W required(W[] words, ProtocolMessageEnum value) {
        W word = optional(words, value);
        if (word == null) {
            throw new UnreadableCommandException("an enum is unspecified");
        }
        return word;
    }

    /** The core's word for a wire value, null for "unspecified". */
    static <W extends Word> @Nullable W optional(W[] words, ProtocolMessageEnum value) {
        int number = wireNumber(value);
        if (number == 0) {
            return null;
        }
        for (W word : words) {
            if (number(word) == number) {
                return word;
            }
        }
        throw new UnreadableCommandException("an enum value is not for commands");
    }

    private static int wireNumber(ProtocolMessageEnum value) {
        try {
            return value.getNumber();
        } catch (IllegalArgumentException e) {
            throw new UnreadableCommandException("an enum value is from a newer version");
        }
    }
}
