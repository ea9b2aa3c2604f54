package com.rescaleequity.systemtest.load.loop;

import com.rescaleequity.systemtest.load.wire.Lane;
import java.io.IOException;

/** Opens the connections of a stage and says what they send. */
public interface Crew {

    /** How many connections. */
    int lanes();

    /** Opens a connection, again if it was lost. */
    Lane open(int lane) throws IOException;

    /** What a slot of the connection sends. */
    Script script(int lane, int slot);
}
