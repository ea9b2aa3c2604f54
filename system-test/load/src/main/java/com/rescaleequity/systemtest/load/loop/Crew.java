package com.rescaleequity.systemtest.load.loop;

import com.rescaleequity.systemtest.load.wire.Lane;
import java.io.IOException;

/** Opens the connections of a stage and says what they send. */
public interface Crew {

    /** How many connections. */
    int lanes();

    /** Opens a connection, again if it was lost. */
    Lane open(int lane) throws IOException;

    /** What one of the connection's slots sends. */
    Script script(int lane);
}
