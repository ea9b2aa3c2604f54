package com.rescaleequity.local.replay.book;

/**
 * A place in a book.
 *
 * @param side bid or ask
 * @param price in units
 */
record LevelKey(BookSide side, long price) {}
