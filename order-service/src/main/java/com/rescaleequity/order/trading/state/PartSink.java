package com.rescaleequity.order.trading.state;

/** Takes a state in parts, each once and in order. */
@FunctionalInterface
public interface PartSink {

    /**
     * Takes the next part, which is the sink's own from now on.
     *
     * @param last whether the state is whole with it
     */
    void accept(byte[] part, boolean last);
}
