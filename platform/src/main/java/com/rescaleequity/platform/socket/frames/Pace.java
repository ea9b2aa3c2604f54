package com.rescaleequity.platform.socket.frames;

/**
 * How fast the clients of an endpoint may send.
 *
 * @param perSecond messages for as long as they like
 * @param burst messages at once
 * @param mostInASecond frames of any kind; who sends more is ended at once
 */
public record Pace(int perSecond, int burst, int mostInASecond) {

    /** The contract's pace of requests, and that of frames which are none. */
    public static final Pace USUAL = new Pace(10, 20, 200);
}
