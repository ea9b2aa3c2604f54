package com.rescaleequity.local.replay.mirror;

/**
 * A place in a book.
 *
 * @param side bid or ask
 * @param price in units
 */
public record LevelKey(LevelSide side, long price) {}
