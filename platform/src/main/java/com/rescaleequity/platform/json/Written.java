package com.rescaleequity.platform.json;

import java.io.IOException;

/** A value that writes itself: those of which there are many need nobody to look at their class. */
public interface Written {

    /**
     * Writes one whole JSON value.
     *
     * @throws IOException when what is written to does not take it
     */
    void write(JsonWriter out) throws IOException;
}
