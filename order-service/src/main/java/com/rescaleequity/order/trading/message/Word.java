package com.rescaleequity.order.trading.message;

/**
 * A word of the core's language. Its number stands for it in snapshots and in the events' hash, so
 * a word keeps its number for ever, and the order in which words are declared is free.
 */
public interface Word {
    int number();
}
