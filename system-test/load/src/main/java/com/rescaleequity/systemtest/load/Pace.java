package com.rescaleequity.systemtest.load;

/** How fast a stage sends. */
sealed interface Pace {

    /** As fast as answers come, with so many calls under way. */
    record Closed(int connections) implements Pace {}

    /** So many calls a second, whether they are answered or not. */
    record Open(int rate) implements Pace {}

    /** Such a part of what the last closed loop of the same mix and door did. */
    record Share(double ofClosed) implements Pace {}
}
