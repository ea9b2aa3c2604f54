package com.rescaleequity.systemtest.load.wire;

/** Takes what a connection reads. */
@FunctionalInterface
public interface Answers {

    /**
     * Takes one answer.
     *
     * @param slot which of the connection's calls it answers
     */
    void take(int slot, Answer answer);
}
