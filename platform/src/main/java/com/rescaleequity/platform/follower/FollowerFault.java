package com.rescaleequity.platform.follower;

/**
 * What a follower has read cannot be applied, and waiting does not mend it: it stops, is not ready
 * and says why. Nothing of the batch was written.
 */
public class FollowerFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public FollowerFault(String message) {
        super(message);
    }

    public FollowerFault(String message, Throwable cause) {
        super(message, cause);
    }
}
