package com.rescaleequity.order.trading.state;

import org.jspecify.annotations.Nullable;

/** Gives a state in parts, as a {@link PartSink} took them. */
@FunctionalInterface
public interface PartSource {

    /**
     * The next part, or null behind the last.
     *
     * @throws CorruptStateException when it is not what was taken
     */
    byte @Nullable [] next();
}
