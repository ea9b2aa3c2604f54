package com.rescaleequity.platform.follower;

/** Another replica has committed the batch first: nothing of this one's was written. */
public final class PositionMovedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PositionMovedException(String follower) {
        super("Another replica has moved the position of " + follower);
    }
}
