package com.rescaleequity.order.engine;

import com.rescaleequity.order.trading.state.CorruptStateException;

/**
 * The seals of a snapshot's parts, in their order. Each vouches for its part, for the seal before
 * and so for all parts before, and for whether it is the last: what was cut off, left out, changed,
 * moved, doubled or taken from another snapshot does not fit, and is found before it is read.
 */
final class PartChain {

    private final Seal seal;
    private byte[] before;
    private int number;

    /**
     * A chain without any part yet.
     *
     * @param head the seal of what the snapshot says about itself
     */
    PartChain(Seal seal, byte[] head) {
        this.seal = seal;
        this.before = head;
    }

    /**
     * Seals the next part.
     *
     * @param bytes what the part has unpacked
     */
    byte[] seal(byte[] packed, int bytes, boolean last) {
        byte[] made = seal.over(numbers(bytes, last), before, packed);
        goOn(made);
        return made;
    }

    /**
     * Takes the next part.
     *
     * @throws CorruptStateException when it is not the one that was sealed as the next
     */
    void require(byte[] made, byte[] packed, int bytes, boolean last) {
        if (!seal.fits(made, numbers(bytes, last), before, packed)) {
            throw new CorruptStateException(
                    "the seal of part %d does not fit: somebody else changed it".formatted(number));
        }
        goOn(made);
    }

    /** The number of the next part, from 0; how many there are behind the last. */
    int number() {
        return number;
    }

    private long[] numbers(int bytes, boolean last) {
        return new long[] {number, bytes, last ? 1 : 0};
    }

    private void goOn(byte[] made) {
        before = made;
        number++;
    }
}
