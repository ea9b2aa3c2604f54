package com.rescaleequity.platform.follower;

/**
 * Where a follower stands; kept in its database and moved in the same transaction as its rows.
 *
 * @param sequence last applied event
 * @param commandOffset last covered offset of the command log
 * @param recordOffset offset on the event log of the last record read
 */
public record Position(long sequence, long commandOffset, long recordOffset) {

    /** Before the first event. */
    public static final Position START = new Position(0, -1, -1);
}
